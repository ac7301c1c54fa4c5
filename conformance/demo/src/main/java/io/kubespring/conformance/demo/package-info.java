/**
 * The API {@code demo.example.com} that the conformance cases speak of.
 */
@NullMarked
package io.kubespring.conformance.demo;

import org.jspecify.annotations.NullMarked;
