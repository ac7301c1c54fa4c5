package io.kubespring.apiserver.impersonation;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.error.FieldPath;
import io.kubespring.apiserver.error.GoQuote;
import io.kubespring.apiserver.selector.LabelSyntax;
import org.jspecify.annotations.Nullable;

/**
 * Which extra attributes constrained impersonation may give a user, after
 * {@code validateExtra} of {@code k8s.io/apiserver/pkg/endpoints/filters/impersonation}.
 *
 * @author The kubespring authors
 */
final class ExtraValidation {

	private static final String PATH = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";

	private static final String PATH_MARKS = "/-._~%!$&'()*+,;=:";

	private ExtraValidation() {
	}

	/**
	 * Look for what is not allowed.
	 * @return the first problem, {@code null} without one
	 */
	static @Nullable String problem(Map<String, List<String>> extra) {
		for (Map.Entry<String, List<String>> entry : extra.entrySet()) {
			String problem = problem(entry.getKey(), entry.getValue());
			if (problem != null) {
				return problem;
			}
		}
		return null;
	}

	private static @Nullable String problem(String key, List<String> values) {
		if (key.isEmpty()) {
			return "impersonating the empty string key in extra is not allowed";
		}
		FieldErrors errors = domainPrefixedPath(key);
		if (!errors.isEmpty()) {
			return "impersonating an invalid key in extra is not allowed: " + errors.aggregate();
		}
		if (!key.equals(key.toLowerCase(Locale.ROOT))) {
			return "impersonating a non-lowercase key in extra is not allowed: " + GoQuote.quote(key);
		}
		return values.contains("") ? "impersonating the empty string value in extra is not allowed" : null;
	}

	private static FieldErrors domainPrefixedPath(String key) {
		FieldPath field = FieldPath.of("extra").child("key");
		FieldErrors errors = new FieldErrors();
		int slash = key.indexOf('/');
		if (slash <= 0 || slash == key.length() - 1) {
			errors.invalid(field, key, "must be a domain-prefixed path (such as \"acme.io/foo\")");
			return errors;
		}
		String host = key.substring(0, slash);
		String path = key.substring(slash + 1);
		LabelSyntax.subdomain(host).forEach((problem) -> errors.invalid(field, host, problem));
		if (!path.chars().allMatch(ExtraValidation::isOfPath)) {
			errors.invalid(field, path, "Invalid path (regex used for validation is '" + PATH + "')");
		}
		return errors;
	}

	private static boolean isOfPath(int character) {
		return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
				|| (character >= '0' && character <= '9') || PATH_MARKS.indexOf(character) >= 0;
	}

}
