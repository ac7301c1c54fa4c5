package io.kubespring.apiserver.registry;

/**
 * A resource and what answers for it.
 *
 * @param definition what is known of the resource
 * @param backend what answers reads
 * @author The kubespring authors
 * @since 0.1.0
 */
public record RegisteredResource(ResourceDefinition definition, ResourceBackend backend) {

}
