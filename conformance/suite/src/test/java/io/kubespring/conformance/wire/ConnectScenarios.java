package io.kubespring.conformance.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * Connecting to what does not connect. No oracle has a subresource that does, so only
 * refusals are compared, with those of the generic server: the router of custom resources
 * looks for the object first.
 */
final class ConnectScenarios {

	static final String NAMESPACE = "connections";

	private static final String COLLECTION = "/apis/GROUP/VERSION/namespaces/" + NAMESPACE + "/flunders";

	private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

	private static final List<String> PATHS = List.of("/a/nosuch", "/a/nosuch/", "/a/nosuch/x", "/a/nosuch/x/y?z=1",
			"/missing/nosuch", "/a/proxy", "/a/proxy/x", "/a/exec?command=x", "/a/log", "/a/portforward", "/a/attach",
			"/a%2Fb/nosuch", "/a%25b/nosuch", "/../nosuch", "/a/nosuch?dryRun=All", "/a/nosuch?watch=1");

	private ConnectScenarios() {
	}

	static List<Scenario> scenarios() {
		List<Scenario> all = new ArrayList<>();
		for (String path : PATHS) {
			for (String method : METHODS) {
				all.add(Scenario.send("188 " + method + " " + path, method, COLLECTION + path, ""));
			}
		}
		all.add(Scenario.send("188 PATCH with a body", "PATCH", COLLECTION + "/a/nosuch", "{}", "Content-Type",
				"application/merge-patch+json"));
		all.add(Scenario.send("188 POST with a body", "POST", COLLECTION + "/a/nosuch", "{}"));
		all.add(Scenario.send("188 in no namespace", "GET",
				COLLECTION.replaceAll("/namespaces/[a-z]+", "") + "/a/nosuch/x", ""));
		all.add(Scenario.get("188 accepting yaml", COLLECTION + "/a/nosuch", "Accept", "application/yaml"));
		all.add(Scenario.get("188 accepting text", COLLECTION + "/a/nosuch", "Accept", "text/plain"));
		return all;
	}

}
