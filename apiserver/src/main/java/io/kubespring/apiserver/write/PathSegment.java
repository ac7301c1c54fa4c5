package io.kubespring.apiserver.write;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a name can be a segment of a path, after
 * {@code k8s.io/apimachinery/pkg/api/validate/content}.
 */
final class PathSegment {

	private PathSegment() {
	}

	/**
	 * Say what is wrong with a name.
	 * @param prefix whether it is the beginning of a name
	 */
	static List<String> problems(String name, boolean prefix) {
		if (!prefix && (name.equals(".") || name.equals(".."))) {
			return List.of("may not be '" + name + "'");
		}
		List<String> problems = new ArrayList<>();
		for (String illegal : List.of("/", "%")) {
			if (name.contains(illegal)) {
				problems.add("may not contain '" + illegal + "'");
			}
		}
		return problems;
	}

}
