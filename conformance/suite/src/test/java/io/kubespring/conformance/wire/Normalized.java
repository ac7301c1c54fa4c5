package io.kubespring.conformance.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.kubespring.apiserver.codec.MalformedBodyException;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.conformance.cluster.RawClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer without what must differ between two servers: uids, revisions, times, the
 * records of field owners, and the name of the group.
 */
final class Normalized {

	private static final Set<String> VOLATILE = Set.of("uid", "creationTimestamp", "deletionTimestamp",
			"resourceVersion", "storageVersionHash");

	private static final List<String> HEADERS = List.of("content-type", "retry-after", "cache-control",
			"x-content-type-options", "vary");

	private Normalized() {
	}

	static String of(RawClient.Answer answer, String group) {
		StringBuilder text = new StringBuilder().append(answer.code()).append('\n');
		HEADERS.forEach((header) -> text.append(header)
			.append(": ")
			.append(answer.headers().getOrDefault(header, ""))
			.append('\n'));
		return text.append(body(answer.body().replace(group, "GROUP"))).toString();
	}

	private static String body(String body) {
		String masked = body.replaceAll("UID in record \\([^)]*\\)", "UID in record (UID)")
			.replaceAll("UID in object meta: [0-9a-f-]+", "UID in object meta: UID")
			.replaceAll("ResourceVersion in record \\([^)]*\\)", "ResourceVersion in record (RV)")
			.replaceAll("too old resource version: 1 \\(\\d+\\)", "too old resource version: 1 (RV)")
			.replaceAll("Too large resource version: \\d+, current: \\d+",
					"Too large resource version: RV, current: RV");
		try {
			JsonNode tree = TreeCodec.SHARED.readTree(masked.getBytes(StandardCharsets.UTF_8));
			strip(tree);
			boolean indented = body.contains("\n  \"");
			return (indented ? "(indented) " : "") + tree.toPrettyString();
		}
		catch (MalformedBodyException ex) {
			return masked.replaceAll("(uid|resourceVersion|creationTimestamp): .*", "$1: *")
				.replaceAll("(?s)  managedFields:\n.*?\n  name:", "  name:");
		}
	}

	private static void strip(JsonNode tree) {
		if (tree instanceof ObjectNode object) {
			object.remove("managedFields");
			if (object.path("continue").asString("x").isEmpty()) {
				object.remove("continue");
			}
			else if (object.path("continue").isString()) {
				object.put("continue", "*");
			}
			for (String name : new ArrayList<>(object.propertyNames())) {
				if (VOLATILE.contains(name) && object.get(name).isString()) {
					object.put(name, "*");
				}
				else {
					strip(object.get(name));
				}
			}
			sort(object);
		}
		tree.forEach(Normalized::strip);
	}

	private static void sort(ObjectNode object) {
		for (String name : object.propertyNames().stream().sorted().toList()) {
			JsonNode value = object.remove(name);
			object.set(name, value);
		}
	}

}
