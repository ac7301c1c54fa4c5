package io.kubespring.apiserver.registry;

import java.util.List;

import io.kubespring.apiserver.admission.AdmissionPlugin;

import org.springframework.core.ResolvableType;

/**
 * Checks what beans that take part in admission say of themselves.
 */
final class AdmissionPlugins {

	private AdmissionPlugins() {
	}

	/**
	 * Check that a bean would ever be asked.
	 */
	static void requireResource(AdmissionPlugin plugin, List<ResourceDefinition> definitions) {
		if (!plugin.isTyped()) {
			String role = plugin.role().getSimpleName();
			throw new InvalidResourceException(plugin.beanType(), "the type argument of " + role + " is missing",
					"Name the Java type of the objects: " + role + "<YourType>, or " + role
							+ "<KubernetesObject> for all.");
		}
		if (definitions.stream().noneMatch((definition) -> plugin.matches(ResolvableType.forType(definition.type())))) {
			throw new InvalidResourceException(plugin.beanType(),
					"it takes part in the admission of objects that no resource has",
					"Name the Java type of a resource that is served, or KubernetesObject for all.");
		}
	}

}
