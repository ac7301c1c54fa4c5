package io.kubespring.apiserver.request;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.GoQuote;
import io.kubespring.apiserver.meta.PercentDecoder;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query, read as Go's {@code url.ParseQuery} does: pairs that cannot
 * be decoded or hold a semicolon are passed over. Values are read as
 * {@code k8s.io/apimachinery/pkg/runtime} reads them. Immutable.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class QueryParameters {

	/**
	 * No parameters.
	 */
	public static final QueryParameters NONE = new QueryParameters(Map.of());

	private final Map<String, List<String>> values;

	private QueryParameters(Map<String, List<String>> values) {
		this.values = values;
	}

	/**
	 * Read a query.
	 * @param query the query as in the URL, or {@code null} without one
	 * @return the parameters
	 */
	public static QueryParameters parse(@Nullable String query) {
		if (query == null || query.isEmpty()) {
			return NONE;
		}
		Map<String, List<String>> values = new LinkedHashMap<>();
		for (String pair : query.split("&")) {
			if (pair.isEmpty() || pair.indexOf(';') >= 0) {
				continue;
			}
			int equals = pair.indexOf('=');
			String name = PercentDecoder.decode((equals < 0) ? pair : pair.substring(0, equals), true);
			String value = PercentDecoder.decode((equals < 0) ? "" : pair.substring(equals + 1), true);
			if (name != null && value != null) {
				values.computeIfAbsent(name, (key) -> new ArrayList<>(1)).add(value);
			}
		}
		return new QueryParameters(values);
	}

	/**
	 * Whether a parameter is given.
	 * @param name the name, case-sensitive
	 * @return {@code true} if it is, even without value
	 */
	public boolean has(String name) {
		return this.values.containsKey(name);
	}

	/**
	 * The first value of a parameter.
	 * @param name the name
	 * @return the value, empty if it is not given
	 */
	public String first(String name) {
		List<String> all = this.values.get(name);
		return (all != null) ? all.get(0) : "";
	}

	/**
	 * All values of a parameter.
	 * @param name the name
	 * @return the values in order
	 */
	public List<String> all(String name) {
		return this.values.getOrDefault(name, List.of());
	}

	/**
	 * A parameter as a boolean: everything but {@code 0} and {@code false} is true.
	 * @param name the name
	 * @return the value, {@code null} if it is not given
	 */
	public @Nullable Boolean flag(String name) {
		List<String> all = this.values.get(name);
		return (all != null) ? isTrue(all.get(0)) : null;
	}

	private static boolean isTrue(String value) {
		return !value.equals("0") && !value.equalsIgnoreCase("false");
	}

	/**
	 * A parameter as a number.
	 * @param name the name
	 * @return the value, {@code null} if it is not given
	 * @throws ApiStatusException if it is not a number
	 */
	public @Nullable Long number(String name) {
		List<String> all = this.values.get(name);
		if (all == null) {
			return null;
		}
		boolean range = all.get(0).matches("[+-]?[0-9]+");
		try {
			// Java takes the digits of all scripts.
			return Long.parseLong(range ? all.get(0) : "");
		}
		catch (NumberFormatException ex) {
			throw ApiStatusException.badRequest("strconv.ParseInt: parsing " + GoQuote.quote(all.get(0))
					+ (range ? ": value out of range" : ": invalid syntax"));
		}
	}

}
