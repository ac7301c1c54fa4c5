/**
 * Replicas are wanted through the {@code scale} subresource, by people and by
 * autoscalers.
 */
@NullMarked
package io.kubespring.conformance.scale;

import org.jspecify.annotations.NullMarked;
