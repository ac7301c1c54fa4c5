/**
 * A server in trouble hurts the cluster no more than Go's does.
 */
@NullMarked
package io.kubespring.conformance.harmless;

import org.jspecify.annotations.NullMarked;
