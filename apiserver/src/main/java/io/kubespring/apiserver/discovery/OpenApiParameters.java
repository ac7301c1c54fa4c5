package io.kubespring.apiserver.discovery;

import java.util.List;
import java.util.Map;

import tools.jackson.databind.node.ArrayNode;

/**
 * Parameters of operations: those that are honoured, and no other.
 */
final class OpenApiParameters {

	static final List<String> LIST = List.of("allowWatchBookmarks", "fieldSelector", "labelSelector", "limit",
			"resourceVersion", "resourceVersionMatch", "sendInitialEvents", "timeoutSeconds", "watch");

	static final List<String> WRITE = List.of("dryRun", "fieldManager");

	static final List<String> DELETE = List.of("dryRun", "gracePeriodSeconds", "orphanDependents", "propagationPolicy");

	static final List<String> DELETE_COLLECTION = List.of("dryRun", "fieldSelector", "gracePeriodSeconds",
			"labelSelector", "orphanDependents", "propagationPolicy");

	private static final Map<String, String> DESCRIPTIONS = Map.ofEntries(
			Map.entry("allowWatchBookmarks", "Whether the watch may be sent bookmarks."),
			Map.entry("fieldSelector",
					"Restricts the objects to those whose fields fulfil the selector: metadata.name"
							+ " and metadata.namespace."),
			Map.entry("labelSelector", "Restricts the objects to those whose labels fulfil the selector."),
			Map.entry("limit",
					"The number of objects that the client would like in one answer; the answer may be"
							+ " complete all the same."),
			Map.entry("resourceVersion",
					"The resource version that the answer may not be older than, or that a watch" + " begins after."),
			Map.entry("resourceVersionMatch", "How the resource version is meant: Exact or NotOlderThan."),
			Map.entry("sendInitialEvents", "Whether a watch begins with the present objects and a bookmark."),
			Map.entry("timeoutSeconds", "The length of a watch in seconds."),
			Map.entry("watch", "Whether changes are followed."),
			Map.entry("dryRun", "All: the request is processed but nothing is written."),
			Map.entry("fieldManager", "The name of who makes the change."),
			Map.entry("gracePeriodSeconds", "Accepted and ignored: objects are deleted at once."),
			Map.entry("orphanDependents", "Whether dependents are orphaned; propagationPolicy says it better."),
			Map.entry("propagationPolicy", "What becomes of dependents: Orphan, Background or Foreground."),
			Map.entry("pretty", "Whether the answer is indented."));

	private OpenApiParameters() {
	}

	static void addQuery(ArrayNode parameters, List<String> names) {
		names.forEach((name) -> parameters.addObject()
			.put("name", name)
			.put("in", "query")
			.put("description", DESCRIPTIONS.get(name))
			.putObject("schema")
			.put("type", type(name))
			.put("uniqueItems", true));
	}

	static void addPath(ArrayNode parameters, String name, String description) {
		parameters.addObject()
			.put("name", name)
			.put("in", "path")
			.put("description", description)
			.put("required", true)
			.putObject("schema")
			.put("type", "string")
			.put("uniqueItems", true);
	}

	private static String type(String name) {
		return switch (name) {
			case "allowWatchBookmarks", "sendInitialEvents", "watch", "orphanDependents" -> "boolean";
			case "limit", "timeoutSeconds", "gracePeriodSeconds" -> "integer";
			default -> "string";
		};
	}

}
