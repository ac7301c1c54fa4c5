package io.kubespring.conformance.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * The parameter {@code timeout}, which a filter reads before anything else is known.
 */
final class TimeoutScenarios {

	static final String NAMESPACE = "timeouts";

	private static final String W = "/apis/GROUP/v1/namespaces/timeouts/widgets";

	/**
	 * Durations as they stand in a query: good ones, bad ones, and some that are over
	 * before anything can be done.
	 */
	private static final List<String> DURATIONS = List.of("30s", "1m", "1h", "1h30m", "1.5h", ".5m", "1.m", "0", "0s",
			"-5s", "-0", "", "9223372036s", "20s500ms", "5", "abc", "s", ".s", "-", "+", "%2B5s", "+5s", "1d", "1%20s",
			"5%20", "1h-1s", "9999999999h", "99999999999999999999s", "1x", "%C3%A9", "1%22", "a%5Cb", "%00", "1e3s",
			"0x5s", "1..5s", "5S", "1ns", "1us", "1%C2%B5s", "1%CE%BCs", "0.000000001s", "1m500us");

	private TimeoutScenarios() {
	}

	static List<Scenario> scenarios() {
		List<Scenario> all = new ArrayList<>();
		for (String duration : DURATIONS) {
			all.add(Scenario.get("208 timeout=" + duration, W + "?timeout=" + duration));
		}
		all.add(Scenario.get("208 first of two", W + "?timeout=abc&timeout=1m"));
		all.add(Scenario.get("208 second of two", W + "?timeout=1m&timeout=abc"));
		all.add(Scenario.get("208 without value", W + "?timeout"));
		all.add(Scenario.get("208 other case", W + "?Timeout=abc"));
		all.add(Scenario.get("208 get", W + "/missing?timeout=abc"));
		all.add(Scenario.get("208 get in time", W + "/missing?timeout=20s"));
		all.add(Scenario.get("208 get too late", W + "/missing?timeout=1ns"));
		all.add(Scenario.send("208 create in time", "POST", W + "?timeout=20s",
				"{'apiVersion':'GROUP/v1','kind':'Widget','metadata':{'name':'intime'},'spec':{'size':1}}"));
		all.add(Scenario.merge("208 patch in time", W + "/intime?timeout=33s", "{}"));
		all.add(Scenario.send("208 delete", "DELETE", W + "/intime?timeout=5", ""));
		all.add(Scenario.send("208 delete collection", "DELETE", W + "?timeout=5", ""));
		all.add(Scenario.get("208 status", W + "/intime/status?timeout=5"));
		all.add(Scenario.get("208 unknown version", "/apis/GROUP/v9?timeout=abc"));
		all.add(Scenario.get("208 unknown path", "/apis/nothing.example.com/v1/x?timeout=abc"));
		all.add(Scenario.get("208 discovery", "/apis?timeout=abc"));
		all.add(Scenario.get("208 discovery too late", "/apis/GROUP/v1?timeout=1ns"));
		all.add(Scenario.get("208 version", "/version?timeout=abc"));
		all.add(Scenario.get("208 OpenAPI", "/openapi/v3?timeout=abc"));
		all.add(Scenario.get("208 health", "/readyz?timeout=abc"));
		all.add(Scenario.get("208 health too late", "/readyz?timeout=1ns"));
		all.add(Scenario.get("208 as YAML", W + "?timeout=abc", "Accept", "application/yaml"));
		all.add(Scenario.get("208 too late as YAML", W + "?timeout=1ns", "Accept", "application/yaml"));
		all.add(Scenario.get("208 in no form", W + "?timeout=abc", "Accept", "application/xml"));
		all.add(Scenario.get("208 indented", W + "?timeout=abc&pretty=true"));
		all.add(Scenario.get("208 before the selector", W + "?timeout=abc&labelSelector=a=b=c"));
		all.add(Scenario.get("208 watch", W + "?watch=1&timeoutSeconds=1&timeout=abc" + "&labelSelector=no%3Dmatch"));
		all.add(Scenario.get("208 watch too late",
				W + "?watch=1&timeoutSeconds=1&timeout=1ns" + "&labelSelector=no%3Dmatch"));
		all.add(Scenario.get("208 watch of one", W + "/intime?watch=1&timeout=abc"));
		all.add(Scenario.send("208 clean up", "DELETE", W + "/intime", ""));
		return all;
	}

}
