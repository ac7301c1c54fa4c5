/**
 * Stories of connections that last, through the aggregator.
 */
@NullMarked
package io.kubespring.conformance.connections;

import org.jspecify.annotations.NullMarked;
