/**
 * The API {@code wardle.example.com} of Go's sample-apiserver.
 */
@NullMarked
package io.kubespring.conformance.wardle;

import org.jspecify.annotations.NullMarked;
