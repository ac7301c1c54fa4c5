/**
 * What reading costs without a network.
 */
@NullMarked
package io.kubespring.benchmarks.read;

import org.jspecify.annotations.NullMarked;
