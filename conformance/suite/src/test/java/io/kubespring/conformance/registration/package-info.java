/**
 * The server registers itself and the aggregator opens its proxy.
 */
@NullMarked
package io.kubespring.conformance.registration;

import org.jspecify.annotations.NullMarked;
