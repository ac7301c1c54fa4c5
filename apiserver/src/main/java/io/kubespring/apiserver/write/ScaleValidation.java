package io.kubespring.apiserver.write;

import java.util.List;

import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.registry.ScaleDefinition;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an object must be like so that it can be shown as a scale, after
 * {@code k8s.io/apiextensions-apiserver/pkg/registry/customresource}.
 */
final class ScaleValidation {

	private ScaleValidation() {
	}

	static void validate(@Nullable ScaleDefinition scale, ObjectNode object, WriteRequest.Part part,
			FieldErrors errors) {
		if (scale == null) {
			return;
		}
		if (part == WriteRequest.Part.OBJECT) {
			replicas(object, scale.specReplicas(), errors);
		}
		replicas(object, scale.statusReplicas(), errors);
		if (!scale.selector().isEmpty()) {
			String problem = NestedValue.find(object, scale.selector()).problemAsText();
			if (problem != null) {
				errors.invalid(field(scale.selector()), "", problem);
			}
		}
	}

	private static void replicas(ObjectNode object, List<String> path, FieldErrors errors) {
		NestedValue value = NestedValue.find(object, path);
		String problem = value.problemAsNumber();
		long number = value.number();
		if (problem != null) {
			errors.invalid(field(path), 0, problem);
		}
		else if (number < 0) {
			errors.invalid(field(path), number, "should be a non-negative integer");
		}
		else if (number > Integer.MAX_VALUE) {
			errors.invalid(field(path), number, "should be less than or equal to " + Integer.MAX_VALUE);
		}
	}

	private static String field(List<String> path) {
		return "." + String.join(".", path);
	}

}
