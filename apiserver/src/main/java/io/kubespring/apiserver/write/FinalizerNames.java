package io.kubespring.apiserver.write;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.error.GoQuote;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.selector.LabelSyntax;

/**
 * Names of finalizers: which are refused, after
 * {@code k8s.io/apimachinery/pkg/api/validation}, and of which custom resources warn.
 */
final class FinalizerNames {

	private static final String FIELD = "metadata.finalizers";

	private static final Set<String> STANDARD = Set.of(DeletionPolicy.ORPHAN, DeletionPolicy.FOREGROUND, "kubernetes");

	private FinalizerNames() {
	}

	static void validate(Metadata metadata, FieldErrors errors) {
		List<String> finalizers = metadata.finalizers();
		for (String finalizer : finalizers) {
			LabelSyntax.key(finalizer).forEach((problem) -> errors.invalid(FIELD, finalizer, problem));
		}
		if (finalizers.contains(DeletionPolicy.ORPHAN) && finalizers.contains(DeletionPolicy.FOREGROUND)) {
			errors.invalid(FIELD, metadata.get("finalizers"),
					"finalizer orphan and foregroundDeletion cannot be both set");
		}
	}

	/**
	 * Warn of new finalizers that others might take as well.
	 */
	static void warn(Metadata metadata, List<String> known, RequestContext context) {
		Set<String> added = new TreeSet<>(metadata.finalizers());
		known.forEach(added::remove);
		for (String finalizer : added) {
			if (finalizer.indexOf('/') < 0 && !STANDARD.contains(finalizer)) {
				context.warn(FIELD + ": " + GoQuote.quote(finalizer) + ": prefer a domain-qualified finalizer name "
						+ ((finalizer.indexOf('.') < 0) ? "" : "including a path (/) ")
						+ "to avoid accidental conflicts with other finalizer writers");
			}
		}
	}

}
