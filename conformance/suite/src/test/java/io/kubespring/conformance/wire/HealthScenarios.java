package io.kubespring.conformance.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * Health as every generic server answers it; the checks that both servers have.
 */
final class HealthScenarios {

	private static final List<String> ENDPOINTS = List.of("/livez", "/readyz", "/healthz");

	private HealthScenarios() {
	}

	static List<Scenario> scenarios() {
		List<Scenario> all = new ArrayList<>();
		for (String endpoint : ENDPOINTS) {
			all.add(Scenario.get("health " + endpoint, endpoint));
			all.add(Scenario.get("health single " + endpoint, endpoint + "/ping"));
			all.add(Scenario.get("health single verbose " + endpoint, endpoint + "/ping?verbose"));
			all.add(Scenario.get("health unknown exclusion " + endpoint, endpoint + "?exclude=foo&exclude=bar"));
			all.add(Scenario.get("health exclusion " + endpoint, endpoint + "?exclude=ping"));
			all.add(Scenario.get("health other media type " + endpoint, endpoint, "Accept", "application/xml"));
			all.add(Scenario.get("health no timeout " + endpoint, endpoint + "?timeout=abc"));
			for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "HEAD")) {
				all.add(Scenario.send("health " + method + " " + endpoint, method, endpoint, ""));
			}
			all.add(Scenario.send("health POST single " + endpoint, "POST", endpoint + "/ping", ""));
		}
		all.add(Scenario.get("health shutdown", "/readyz/shutdown"));
		return all;
	}

}
