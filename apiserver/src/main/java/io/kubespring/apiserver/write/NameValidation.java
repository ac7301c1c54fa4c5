package io.kubespring.apiserver.write;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names of objects, after {@code k8s.io/apimachinery/pkg/util/validation}.
 */
final class NameValidation {

	private static final int LONGEST_SUBDOMAIN = 253;

	private static final String SUBDOMAIN = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

	private static final Pattern SUBDOMAIN_PATTERN = Pattern.compile(SUBDOMAIN);

	private NameValidation() {
	}

	/**
	 * What is wrong with a name that should be an RFC 1123 subdomain.
	 * @param prefix whether the text is only the beginning of a name, which may end in a
	 * dash
	 */
	static List<String> subdomain(String name, boolean prefix) {
		String whole = (prefix && name.endsWith("-") && name.length() > 1) ? name.substring(0, name.length() - 1) + "a"
				: name;
		List<String> problems = new ArrayList<>();
		if (whole.getBytes(StandardCharsets.UTF_8).length > LONGEST_SUBDOMAIN) {
			problems.add("must be no more than " + LONGEST_SUBDOMAIN + " bytes");
		}
		if (!SUBDOMAIN_PATTERN.matcher(whole).matches()) {
			problems
				.add("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',"
						+ " and must start and end with an alphanumeric character (e.g. 'example.com', regex used for"
						+ " validation is '" + SUBDOMAIN + "')");
		}
		return problems;
	}

}
