package io.kubespring.apiserver.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.kubespring.apiserver.resource.ApiSubresource;
import io.kubespring.apiserver.resource.Connector;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Reads what beans that connect say of themselves.
 */
final class ConnectorDefinitions {

	private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

	private final Collection<? extends Connector<?>> connectors;

	ConnectorDefinitions(Collection<? extends Connector<?>> connectors) {
		this.connectors = connectors;
	}

	/**
	 * Define the subresources of a resource.
	 * @param resource the class of the bean that serves the resource
	 * @param taken names of subresources; those found are added
	 */
	List<ConnectorDefinition> of(Class<?> resource, Set<String> taken) {
		List<ConnectorDefinition> definitions = new ArrayList<>();
		for (Connector<?> connector : this.connectors) {
			Class<?> type = AopUtils.getTargetClass(connector);
			ApiSubresource subresource = AnnotatedElementUtils.findMergedAnnotation(type, ApiSubresource.class);
			if (subresource != null && subresource.of() == resource) {
				definitions.add(definition(connector, type, subresource));
				if (!taken.add(subresource.name())) {
					throw new InvalidResourceException(type, "the subresource '" + subresource.name() + "' of "
							+ resource.getName() + " is served twice", "Give it another name.");
				}
			}
		}
		return List.copyOf(definitions);
	}

	private static ConnectorDefinition definition(Connector<?> connector, Class<?> type, ApiSubresource subresource) {
		if (!ResourceDefinitionFactory.LABEL.matcher(subresource.name()).matches()) {
			throw new InvalidResourceException(type,
					"the name '" + subresource.name() + "' is not a DNS label such as progress",
					"Set the attribute 'name' of @ApiSubresource to a DNS label such as progress.");
		}
		for (String method : subresource.methods()) {
			if (!METHODS.contains(method)) {
				throw new InvalidResourceException(type, "the method '" + method + "' is none of " + METHODS,
						"Set the attribute 'methods' of @ApiSubresource to some of " + METHODS + ".");
			}
		}
		return new ConnectorDefinition(subresource.name(), List.of(subresource.methods()), connector);
	}

	/**
	 * Check that each subresource belongs to a resource.
	 */
	void requireResources(Collection<?> resources) {
		for (Connector<?> connector : this.connectors) {
			Class<?> type = AopUtils.getTargetClass(connector);
			ApiSubresource subresource = AnnotatedElementUtils.findMergedAnnotation(type, ApiSubresource.class);
			if (subresource == null) {
				throw new InvalidResourceException(type, "it is a Connector without an @ApiSubresource annotation",
						"Annotate the class.");
			}
			if (resources.stream().noneMatch((bean) -> AopUtils.getTargetClass(bean) == subresource.of())) {
				throw new InvalidResourceException(type,
						"its resource " + subresource.of().getName() + " is not served",
						"Make a bean of that class, annotated with @ApiResource.");
			}
		}
	}

}
