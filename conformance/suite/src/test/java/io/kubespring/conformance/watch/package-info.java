/**
 * kubectl follows changes and waits for conditions.
 */
@NullMarked
package io.kubespring.conformance.watch;

import org.jspecify.annotations.NullMarked;
