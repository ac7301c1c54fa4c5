package io.kubespring.apiserver.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/**
 * Writes the attributes of a SubjectAccessReview in one short line.
 */
final class Attributes {

	private static final List<String> OF_RESOURCE = List.of("namespace", "verb", "resource", "subresource", "name");

	private Attributes() {
	}

	static String of(JsonNode spec) {
		List<String> words = new ArrayList<>();
		JsonNode path = spec.path("nonResourceAttributes");
		if (!path.isMissingNode()) {
			add(words, path, List.of("path", "verb"));
		}
		JsonNode resource = spec.path("resourceAttributes");
		if (!resource.isMissingNode()) {
			add(words, resource, OF_RESOURCE);
			addSelector(words, "fields", resource.path("fieldSelector"));
			addSelector(words, "labels", resource.path("labelSelector"));
			add(words, resource, List.of("group", "version"));
		}
		return String.join(" ", words);
	}

	private static void add(List<String> words, JsonNode attributes, List<String> names) {
		for (String name : names) {
			if (attributes.has(name)) {
				words.add(name + ":" + attributes.path(name).asString());
			}
		}
	}

	private static void addSelector(List<String> words, String name, JsonNode selector) {
		if (!selector.isMissingNode()) {
			words.add(name + ":"
					+ selector.path("requirements")
						.valueStream()
						.map(Attributes::requirement)
						.collect(Collectors.joining(";")));
		}
	}

	private static String requirement(JsonNode requirement) {
		return requirement.path("key").asString() + "-" + requirement.path("operator").asString()
				+ requirement.path("values")
					.valueStream()
					.map(JsonNode::asString)
					.collect(Collectors.joining(",", "-[", "]"));
	}

}
