/**
 * The oracle answers through the aggregator.
 */
@NullMarked
package io.kubespring.conformance.oracle;

import org.jspecify.annotations.NullMarked;
