package io.kubespring.apiserver.selector;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is wrong with the key or value of a label, after
 * {@code k8s.io/apimachinery/pkg/util/validation}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class LabelSyntax {

	private static final int LONGEST = 63;

	private static final int LONGEST_SUBDOMAIN = 253;

	private static final String NAME = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

	private static final Pattern NAME_PATTERN = Pattern.compile(NAME);

	private static final String SUBDOMAIN = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

	private static final String NAME_RULE = "must consist of alphanumeric characters, '-', '_' or '.', and must start"
			+ " and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
			+ " validation is '" + NAME + "')";

	private LabelSyntax() {
	}

	/**
	 * Check a qualified name, the form of keys.
	 * @param key the key
	 * @return what is wrong, empty if nothing is
	 */
	public static List<String> key(String key) {
		List<String> problems = new ArrayList<>();
		String[] parts = key.split("/", -1);
		String name = parts[parts.length - 1];
		if (parts.length > 2) {
			problems.add("a valid label key " + NAME_RULE
					+ " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
			return problems;
		}
		if (parts.length == 2) {
			prefix(parts[0], problems);
		}
		if (name.isEmpty()) {
			problems.add("name part must be non-empty");
		}
		else if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
			problems.add("name part must be no more than " + LONGEST + " bytes");
		}
		if (!NAME_PATTERN.matcher(name).matches()) {
			problems.add("name part " + NAME_RULE);
		}
		return problems;
	}

	private static void prefix(String prefix, List<String> problems) {
		if (prefix.isEmpty()) {
			problems.add("prefix part must be non-empty");
			return;
		}
		subdomain(prefix, "bytes").forEach((problem) -> problems.add("prefix part " + problem));
	}

	/**
	 * Check an RFC 1123 subdomain, the form of prefixes and of most names.
	 * @param subdomain the subdomain
	 * @return what is wrong, empty if nothing is
	 */
	public static List<String> subdomain(String subdomain) {
		return subdomain(subdomain, "characters");
	}

	private static List<String> subdomain(String subdomain, String unit) {
		List<String> problems = new ArrayList<>();
		if (subdomain.getBytes(StandardCharsets.UTF_8).length > LONGEST_SUBDOMAIN) {
			problems.add("must be no more than " + LONGEST_SUBDOMAIN + " " + unit);
		}
		if (!isSubdomain(subdomain)) {
			problems
				.add("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',"
						+ " and must start and end with an alphanumeric character (e.g. 'example.com', regex used for"
						+ " validation is '" + SUBDOMAIN + "')");
		}
		return problems;
	}

	/**
	 * Without {@link Pattern}, whose repeated groups need a stack as deep as a hostile
	 * name is long.
	 */
	private static boolean isSubdomain(String text) {
		boolean open = false;
		char last = '.';
		for (int i = 0; i < text.length(); i++) {
			char current = text.charAt(i);
			boolean letter = (current >= 'a' && current <= 'z') || (current >= '0' && current <= '9');
			if (!letter && (!open || (current != '-' && (current != '.' || last == '-')))) {
				return false;
			}
			open = letter || current == '-';
			last = current;
		}
		return open && last != '-';
	}

	/**
	 * Check a value.
	 * @param value the value
	 * @return what is wrong, empty if nothing is
	 */
	public static List<String> value(String value) {
		List<String> problems = new ArrayList<>();
		if (value.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
			problems.add("must be no more than " + LONGEST + " bytes");
		}
		if (!value.isEmpty() && !NAME_PATTERN.matcher(value).matches()) {
			problems.add("a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.',"
					+ " and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or"
					+ " '12345', regex used for validation is '(" + NAME + ")?')");
		}
		return problems;
	}

}
