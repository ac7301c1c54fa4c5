package io.kubespring.apiserver.server;

import io.kubespring.apiserver.registry.ResourceDefinition;

/**
 * A resource is stored, and nothing holds its objects; found at start.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public class MissingStoreException extends RuntimeException {

	MissingStoreException(ResourceDefinition definition) {
		super(definition.bean().getClass().getName() + " is a StoredResource, and there is no Store for its objects");
	}

}
