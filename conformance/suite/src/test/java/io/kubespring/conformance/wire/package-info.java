/**
 * Requests are answered as the oracles answer them.
 */
@NullMarked
package io.kubespring.conformance.wire;

import org.jspecify.annotations.NullMarked;
