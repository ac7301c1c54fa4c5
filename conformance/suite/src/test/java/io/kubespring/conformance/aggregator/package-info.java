/**
 * What is between the aggregator and a server, with the newest and the oldest supported
 * kube-apiserver. Numbers are those of the cases in the reference on trust.
 */
@NullMarked
package io.kubespring.conformance.aggregator;

import org.jspecify.annotations.NullMarked;
