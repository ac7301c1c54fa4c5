package io.kubespring.apiserver.write;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.kubespring.apiserver.request.RequestContext;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the mistakes that a body can be read in spite of, the query's
 * {@code fieldValidation}, and those that are known already.
 *
 * @param directive what becomes of them
 * @param found what was found when the body was read, each as the reference says it
 * @author The kubespring authors
 * @since 0.1.0
 */
public record BodyValidation(Directive directive, List<String> found) {

	/**
	 * Mistakes do not matter.
	 */
	public static final BodyValidation IGNORED = new BodyValidation(Directive.IGNORE, List.of());

	private static final int MOST = 100;

	private static final String YAML = "yaml: unmarshal errors:\n  ";

	/**
	 * Create a validation with what was found in a body.
	 * @param fieldValidation the parameter's value, empty for the default, which is to
	 * warn
	 * @param found what was found
	 * @return the validation
	 */
	public static BodyValidation of(String fieldValidation, Collection<String> found) {
		Directive directive = switch (fieldValidation) {
			case "Ignore" -> Directive.IGNORE;
			case "Strict" -> Directive.STRICT;
			default -> Directive.WARN;
		};
		return new BodyValidation(directive, found.stream().limit(MOST).toList());
	}

	/**
	 * Whether the client wants to hear of mistakes.
	 * @return {@code false} if they do not matter
	 */
	public boolean isHeeded() {
		return this.directive != Directive.IGNORE;
	}

	/**
	 * Warn of all mistakes, or say why they are refused.
	 * @param unknown the mistakes that were found in the object
	 * @param context the request
	 * @return what is wrong, or {@code null} if the request may go on
	 */
	@Nullable String settle(Collection<String> unknown, RequestContext context) {
		List<String> all = new ArrayList<>(this.found);
		unknown.stream().limit(MOST).forEach(all::add);
		if (this.directive == Directive.STRICT && !all.isEmpty()) {
			return "strict decoding error: " + String.join(", ", all);
		}
		if (this.directive == Directive.WARN) {
			all.forEach((mistake) -> warn(mistake, context));
		}
		return null;
	}

	/**
	 * Warn of a mistake. What a YAML reader says in one text are several.
	 */
	private static void warn(String mistake, RequestContext context) {
		if (!mistake.startsWith(YAML)) {
			context.warn(mistake);
			return;
		}
		for (String line : mistake.substring(YAML.length()).split("\n  ")) {
			context.warn(line);
		}
	}

	/**
	 * What can become of mistakes.
	 */
	public enum Directive {

		/**
		 * Nothing.
		 */
		IGNORE,
		/**
		 * The client is warned.
		 */
		WARN,
		/**
		 * The request is refused.
		 */
		STRICT

	}

}
