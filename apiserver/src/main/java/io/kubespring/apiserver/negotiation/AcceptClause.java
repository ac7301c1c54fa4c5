package io.kubespring.apiserver.negotiation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One media range of an {@code Accept} header.
 *
 * @param type the type, may be {@code *}
 * @param subtype the subtype, may be {@code *}
 * @param quality the weight, from 0 to 1
 * @param parameters further parameters
 */
record AcceptClause(String type, String subtype, double quality, Map<String, String> parameters) {

	/**
	 * Read a header.
	 * @return its clauses, the most wanted first: by weight, then the more specific
	 */
	static List<AcceptClause> parse(String header) {
		List<AcceptClause> clauses = new ArrayList<>();
		for (String part : header.split(",")) {
			String[] pieces = part.split(";");
			String range = pieces[0].trim();
			if (range.isEmpty()) {
				continue;
			}
			int slash = range.indexOf('/');
			String type = (slash < 0) ? range : range.substring(0, slash);
			String subtype = (slash < 0) ? "*" : range.substring(slash + 1);
			Map<String, String> parameters = new LinkedHashMap<>();
			double quality = 1;
			for (int i = 1; i < pieces.length; i++) {
				int equals = pieces[i].indexOf('=');
				String name = ((equals < 0) ? pieces[i] : pieces[i].substring(0, equals)).trim();
				String value = (equals < 0) ? "" : pieces[i].substring(equals + 1).trim();
				if (name.equals("q")) {
					quality = weight(value);
				}
				else {
					parameters.put(name, value);
				}
			}
			clauses.add(new AcceptClause(type, subtype, quality, parameters));
		}
		clauses.sort(AcceptClause::order);
		return clauses;
	}

	private static int order(AcceptClause left, AcceptClause right) {
		int order = Double.compare(right.quality, left.quality);
		order = (order != 0) ? order : Boolean.compare(left.type.equals("*"), right.type.equals("*"));
		return (order != 0) ? order : Boolean.compare(left.subtype.equals("*"), right.subtype.equals("*"));
	}

	private static double weight(String value) {
		try {
			return Double.parseDouble(value);
		}
		catch (NumberFormatException ex) {
			return 1;
		}
	}

	boolean matches(String mediaType) {
		int slash = mediaType.indexOf('/');
		return (this.type.equals("*") && this.subtype.equals("*")) || (this.type.equals(mediaType.substring(0, slash))
				&& (this.subtype.equals("*") || this.subtype.equals(mediaType.substring(slash + 1))));
	}

	String parameter(String name) {
		return this.parameters.getOrDefault(name, "");
	}

}
