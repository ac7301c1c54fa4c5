package io.kubespring.apiserver.registry;

import java.util.List;

import io.kubespring.apiserver.resource.Connector;

/**
 * A subresource that connects.
 *
 * @param name the name in URLs
 * @param methods the HTTP methods that are served
 * @param connector the bean behind it
 * @author The kubespring authors
 * @since 0.1.0
 */
public record ConnectorDefinition(String name, List<String> methods, Connector<?> connector) {

	public ConnectorDefinition {
		methods = List.copyOf(methods);
	}

}
