package io.kubespring.apiserver.resource;

import io.kubernetes.client.common.KubernetesObject;

/**
 * A resource whose objects the configured store holds: every verb is served, the
 * application writes nothing.
 *
 * @param <T> the type of the objects
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface StoredResource<T extends KubernetesObject> {

}
