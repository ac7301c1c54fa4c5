package io.kubespring.conformance.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * Which answers are compressed: objects, lists and errors in every form, below and above
 * the length from which on they are.
 */
final class CompressionScenarios {

	static final String NAMESPACE = "compression";

	private static final String W = "/apis/GROUP/v1/namespaces/" + NAMESPACE + "/widgets";

	private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

	private static final String PARTIAL_LIST = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";

	private static final int BELOW = 120_000;

	private static final int ABOVE = 140_000;

	private CompressionScenarios() {
	}

	static List<Scenario> scenarios() {
		List<Scenario> all = new ArrayList<>();
		all.add(create("36 create below", "below", BELOW));
		all.add(create("36 create above", "above", ABOVE));
		for (int i = 0; i < 5; i++) {
			all.add(create("36 create of many " + i, "many" + i, BELOW / 2));
		}
		for (String coding : List.of("gzip", "br, gzip", "gzip,gzip", " gzip ", "gzip;q=1.0", "GZIP", "*", "deflate",
				"gzip ;q=1", "x-gzip", "identity")) {
			all.add(Scenario.get("37 below for " + coding, W + "/below", "Accept-Encoding", coding));
			all.add(Scenario.get("37 above for " + coding, W + "/above", "Accept-Encoding", coding));
			all.add(Scenario.get("37 list for " + coding, W + "?labelSelector=set%3Dmany", "Accept-Encoding", coding));
		}
		for (String accept : List.of("application/yaml", "application/json;pretty=1", TABLE,
				TABLE.replace("json", "yaml"))) {
			String query = "?includeObject=Object";
			all.add(Scenario.get("36 below as " + accept, W + "/below" + query, "Accept-Encoding", "gzip", "Accept",
					accept));
			all.add(Scenario.get("36 above as " + accept, W + "/above" + query, "Accept-Encoding", "gzip", "Accept",
					accept));
			all.add(Scenario.get("36 list as " + accept, W + query + "&labelSelector=set%3Dmany", "Accept-Encoding",
					"gzip", "Accept", accept));
		}
		all.add(Scenario.get("36 metadata is short", W, "Accept-Encoding", "gzip", "Accept", PARTIAL_LIST));
		all.add(Scenario.get("36 table is short", W, "Accept-Encoding", "gzip", "Accept", TABLE));
		all.add(Scenario.get("36 page", W + "?labelSelector=set%3Dmany&limit=2", "Accept-Encoding", "gzip"));
		all.add(Scenario.send("36 creation", "POST", W + "?dryRun=All", widget("made", ABOVE), "Accept-Encoding",
				"gzip"));
		all.add(Scenario.send("36 patch", "PATCH", W + "/above", "{}", "Content-Type", "application/merge-patch+json",
				"Accept-Encoding", "gzip"));
		all.add(Scenario.send("36 error", "POST", W, widget("x".repeat(ABOVE / 2), 1), "Accept-Encoding", "gzip"));
		all.add(Scenario.send("36 deletion of many", "DELETE", W + "?labelSelector=set%3Dmany", "", "Accept-Encoding",
				"gzip"));
		return all;
	}

	private static Scenario create(String name, String object, int size) {
		return Scenario.send(name, "POST", W, widget(object, size));
	}

	private static String widget(String name, int size) {
		return "{'apiVersion':'GROUP/v1','kind':'Widget','metadata':{'name':'" + name + "','labels':{'set':'"
				+ ((name.length() < 10) ? name.replaceAll("\\d", "") : "long") + "'}},'spec':{'size':1,'config':{'x':'"
				+ "y".repeat(size) + "'}}}";
	}

}
