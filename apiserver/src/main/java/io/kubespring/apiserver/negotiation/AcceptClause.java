package io.kubespring.apiserver.negotiation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One media range of an {@code Accept} header, read and ordered as
 * {@code github.com/munnerz/goautoneg} does: names in the case in which they are spoken,
 * spaces around them ignored, and what is not understood left out.
 *
 * @param type the type, may be {@code *}
 * @param subtype the subtype, may be {@code *}
 * @param quality the weight; 0 refuses nothing
 * @param parameters further parameters, the last of a name
 */
record AcceptClause(String type, String subtype, double quality, Map<String, String> parameters) {

	/**
	 * Up to this length the reference sorts by insertion, and its order depends on how
	 * clauses followed each other.
	 */
	private static final int SHORT = 12;

	private static final Comparator<AcceptClause> ORDER = Comparator.comparingDouble(AcceptClause::quality)
		.reversed()
		.thenComparing((clause) -> clause.type.equals("*"))
		.thenComparing((clause) -> clause.subtype.equals("*"));

	/**
	 * Read a header.
	 * @return its clauses, the most wanted first
	 */
	static List<AcceptClause> parse(String header) {
		List<AcceptClause> clauses = new ArrayList<>();
		for (String part : header.split(",")) {
			AcceptClause clause = clause(trim(part));
			if (clause != null) {
				clauses.add(clause);
			}
		}
		if (clauses.size() > SHORT) {
			clauses.sort(ORDER);
		}
		else {
			sortByInsertion(clauses);
		}
		return clauses;
	}

	private static @Nullable AcceptClause clause(String part) {
		String[] pieces = part.split(";");
		String range = (pieces.length > 0) ? pieces[0] : "";
		int slash = range.indexOf('/');
		String major = trim((slash < 0) ? range : range.substring(0, slash));
		String rest = (slash < 0) ? "" : range.substring(slash + 1);
		if (rest.isEmpty()) {
			if (!major.equals("*")) {
				return null;
			}
			rest = "*";
		}
		int more = rest.indexOf('/');
		if (more >= 0 && more < rest.length() - 1) {
			return null;
		}
		rest = trim((more < 0) ? rest : rest.substring(0, more));
		Map<String, String> others = new HashMap<>();
		double wanted = 1;
		for (int i = 1; i < pieces.length; i++) {
			int equals = pieces[i].indexOf('=');
			String value = pieces[i].substring(equals + 1);
			if (equals < 0 || value.isEmpty() || isCutShort(value)) {
				continue;
			}
			String name = trim(pieces[i].substring(0, equals));
			if (name.equals("q")) {
				wanted = weight(value);
			}
			else {
				others.put(name, trim(trimmedOfEquals(value)));
			}
		}
		return new AcceptClause(major, rest, wanted, others);
	}

	/**
	 * Whether a value has something behind a further equals sign.
	 */
	private static boolean isCutShort(String value) {
		int equals = value.indexOf('=');
		return equals >= 0 && equals < value.length() - 1;
	}

	private static String trimmedOfEquals(String value) {
		return value.endsWith("=") ? value.substring(0, value.length() - 1) : value;
	}

	/**
	 * Only spaces count as such, tabs do not.
	 */
	private static String trim(String text) {
		int start = 0;
		int end = text.length();
		while (start < end && text.charAt(start) == ' ') {
			start++;
		}
		while (end > start && text.charAt(end - 1) == ' ') {
			end--;
		}
		return text.substring(start, end);
	}

	/**
	 * A weight that is no number, spaces around it included, is the least.
	 */
	private static double weight(String value) {
		String text = trimmedOfEquals(value);
		if (text.equalsIgnoreCase("inf") || text.equalsIgnoreCase("+inf") || text.equalsIgnoreCase("infinity")) {
			return Double.POSITIVE_INFINITY;
		}
		boolean plain = !text.isEmpty()
				&& text.chars().allMatch((c) -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
		try {
			return plain ? Float.parseFloat(text) : 0;
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

	private static void sortByInsertion(List<AcceptClause> clauses) {
		for (int i = 1; i < clauses.size(); i++) {
			for (int j = i; j > 0 && clauses.get(j).precedes(clauses.get(j - 1)); j--) {
				clauses.set(j, clauses.set(j - 1, clauses.get(j)));
			}
		}
	}

	/**
	 * Not an order: of two clauses, each may precede the other.
	 */
	private boolean precedes(AcceptClause other) {
		return this.quality > other.quality || (!this.type.equals("*") && other.type.equals("*"))
				|| (!this.subtype.equals("*") && other.subtype.equals("*"));
	}

	boolean matches(String mediaType) {
		int slash = mediaType.indexOf('/');
		return (this.type.equals("*") && this.subtype.equals("*")) || (this.type.equals(mediaType.substring(0, slash))
				&& (this.subtype.equals("*") || this.subtype.equals(mediaType.substring(slash + 1))));
	}

	/**
	 * A parameter, empty if it is not given.
	 */
	String parameter(String name) {
		return this.parameters.getOrDefault(name, "");
	}

	/**
	 * Whether any of some parameters is given, be it empty.
	 */
	boolean has(String... names) {
		for (String name : names) {
			if (this.parameters.containsKey(name)) {
				return true;
			}
		}
		return false;
	}

}
