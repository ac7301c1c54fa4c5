package io.kubespring.conformance.wire;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One request that is sent to two servers, or several watches over some changes.
 * {@link Variables} says what its texts may refer to.
 *
 * @param name the number of the case and what it is about, unique in its topic
 * @param method the method
 * @param path path and query
 * @param body the body, empty for none
 * @param headers further headers
 * @param watches the watches that are opened before the changes, empty for one request
 * @param changes the requests that are made while the watches are open
 * @param routes how the servers are asked
 * @param kept what later texts may refer to: JSON pointers into the answer, by name
 */
record Scenario(String name, String method, String path, String body, Map<String, String> headers,
		List<Scenario> watches, List<Scenario> changes, Set<Route> routes, Map<String, String> kept) {

	private Scenario(String name, String method, String path, String body, String... headers) {
		this(name, method, path, body, headers(headers), List.of(), List.of(), EnumSet.allOf(Route.class), Map.of());
	}

	static Scenario get(String name, String path, String... headers) {
		return new Scenario(name, "GET", path, "", headers);
	}

	static Scenario send(String name, String method, String path, String body, String... headers) {
		return new Scenario(name, method, path, body.replace('\'', '"'), headers);
	}

	/**
	 * A request whose body is sent as it stands, with its apostrophes.
	 */
	static Scenario raw(String name, String method, String path, String body, String... headers) {
		return new Scenario(name, method, path, body, headers);
	}

	static Scenario merge(String name, String path, String body) {
		return send(name, "PATCH", path, body, "Content-Type", "application/merge-patch+json");
	}

	static Scenario json(String name, String path, String body) {
		return send(name, "PATCH", path, body, "Content-Type", "application/json-patch+json");
	}

	/**
	 * Open all watches, then make all changes, then read every watch to its end. A watch
	 * that does not say how long it goes on gets {@code timeoutSeconds=3}.
	 */
	static Scenario watches(String name, List<Scenario> watches, List<Scenario> changes) {
		return new Scenario(name, "GET", "", "", Map.of(), watches, changes, EnumSet.allOf(Route.class), Map.of());
	}

	/**
	 * The same, but only by some routes.
	 */
	Scenario only(Route first, Route... more) {
		return new Scenario(this.name, this.method, this.path, this.body, this.headers, this.watches, this.changes,
				EnumSet.of(first, more), this.kept);
	}

	/**
	 * The same, keeping a string of the answer for {@code KEPT(variable)}.
	 */
	Scenario keep(String variable, String pointer) {
		Map<String, String> all = new LinkedHashMap<>(this.kept);
		all.put(variable, pointer);
		return new Scenario(this.name, this.method, this.path, this.body, this.headers, this.watches, this.changes,
				this.routes, all);
	}

	/**
	 * The same, but only without the aggregator between.
	 */
	Scenario directly() {
		return only(Route.DIRECT, Route.DIRECT_HTTP2);
	}

	private static Map<String, String> headers(String... pairs) {
		Map<String, String> headers = new LinkedHashMap<>();
		for (int i = 0; i < pairs.length; i += 2) {
			headers.put(pairs[i], pairs[i + 1]);
		}
		return headers;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
