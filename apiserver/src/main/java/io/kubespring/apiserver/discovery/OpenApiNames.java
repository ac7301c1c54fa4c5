package io.kubespring.apiserver.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import io.kubespring.apiserver.meta.GroupVersion;
import io.kubespring.apiserver.meta.GroupVersionKind;

/**
 * Names within OpenAPI documents, as the reference makes them.
 */
final class OpenApiNames {

	static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";

	private OpenApiNames() {
	}

	/**
	 * The name of a kind's schema: the group's labels reversed, version and kind.
	 */
	static String model(GroupVersionKind kind) {
		List<String> labels = new ArrayList<>(Arrays.asList(kind.group().split("\\.")));
		Collections.reverse(labels);
		return String.join(".", labels) + "." + kind.version() + "." + kind.kind();
	}

	/**
	 * The group and version within operation ids, such as {@code DemoExampleComV1}.
	 */
	static String camel(GroupVersion version) {
		StringBuilder name = new StringBuilder();
		for (String label : group(version).split("[.-]")) {
			name.append(capital(label));
		}
		return name + capital(version.version());
	}

	/**
	 * The tag of operations, such as {@code demoExampleCom_v1}.
	 */
	static String tag(GroupVersion version) {
		String camel = camel(version);
		String group = camel.substring(0, camel.length() - version.version().length());
		return group.substring(0, 1).toLowerCase(Locale.ROOT) + group.substring(1) + "_" + version.version();
	}

	private static String group(GroupVersion version) {
		String group = version.group();
		return group.endsWith(".k8s.io") ? group.substring(0, group.length() - ".k8s.io".length()) : group;
	}

	static String capital(String text) {
		return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
	}

}
