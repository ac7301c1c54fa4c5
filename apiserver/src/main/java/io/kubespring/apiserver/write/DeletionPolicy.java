package io.kubespring.apiserver.write;

import java.util.ArrayList;
import java.util.List;

import io.kubespring.apiserver.meta.DeleteOptions;
import org.jspecify.annotations.Nullable;

/**
 * Which finalizers of the garbage collector a deletion sets and takes away, after
 * {@code deletionFinalizersForGarbageCollection} of
 * {@code k8s.io/apiserver/pkg/registry/generic/registry}.
 */
final class DeletionPolicy {

	static final String ORPHAN = "orphan";

	static final String FOREGROUND = "foregroundDeletion";

	private DeletionPolicy() {
	}

	static List<String> finalizers(List<String> current, DeleteOptions options) {
		List<String> finalizers = new ArrayList<>(current);
		String wanted = wanted(current, options);
		finalizers.removeIf((finalizer) -> finalizer.equals(ORPHAN) || finalizer.equals(FOREGROUND));
		if (wanted != null) {
			finalizers.add(wanted);
		}
		return sameElements(current, finalizers) ? current : finalizers;
	}

	private static boolean sameElements(List<String> current, List<String> finalizers) {
		return current.size() == finalizers.size() && current.containsAll(finalizers);
	}

	private static @Nullable String wanted(List<String> current, DeleteOptions options) {
		if (options.orphanDependents() != null) {
			return options.orphanDependents() ? ORPHAN : null;
		}
		if (options.propagationPolicy() != null) {
			return switch (options.propagationPolicy()) {
				case "Orphan" -> ORPHAN;
				case "Foreground" -> FOREGROUND;
				default -> null;
			};
		}
		return current.stream()
			.filter((finalizer) -> finalizer.equals(ORPHAN) || finalizer.equals(FOREGROUND))
			.findFirst()
			.orElse(null);
	}

}
