/**
 * What requests cost without a network, from the edge to the last byte.
 */
@NullMarked
package io.kubespring.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
