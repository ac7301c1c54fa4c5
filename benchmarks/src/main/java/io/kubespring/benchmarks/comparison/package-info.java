/**
 * What operations cost {@code wardle} and Go's sample-apiserver, side by side.
 */
@NullMarked
package io.kubespring.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
