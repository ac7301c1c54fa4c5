package io.kubespring.conformance.wire;

import java.util.List;

/**
 * What watches of every form see of the same changes.
 */
final class WatchScenarios {

	static final String NAMESPACE = "watches";

	private static final String W = "/apis/GROUP/v1/namespaces/" + NAMESPACE + "/widgets";

	private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

	private static final String PARTIAL = "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io";

	private WatchScenarios() {
	}

	static List<Scenario> scenarios() {
		return List.of(create("a", "'x':'y'"), create("b", ""), Scenario.get("present", W),
				Scenario.watches("changes", watches(), changes()), Scenario.get("181 afterwards", W));
	}

	private static List<Scenario> watches() {
		return List.of(Scenario.get("165 from a version", W + "?watch=1&resourceVersion=LAST_RV"),
				Scenario.get("166 from the present", W + "?watch=1"),
				Scenario.get("167 by label", W + "?watch=1&labelSelector=x%3Dy&resourceVersion=LAST_RV"),
				Scenario.get("167 by label from the present", W + "?watch=1&labelSelector=x%3Dy"),
				Scenario.get("169 watch list", W
						+ "?watch=1&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"),
				Scenario.get("169 watch list of a label",
						W + "?watch=1&allowWatchBookmarks=true&sendInitialEvents=true"
								+ "&resourceVersionMatch=NotOlderThan&labelSelector=x%3Dy"),
				Scenario.get("172 without initial events",
						W + "?watch=1&sendInitialEvents=false&resourceVersionMatch=NotOlderThan&resourceVersion="),
				Scenario.get("175 table", W + "?watch=1", "Accept", TABLE),
				Scenario.get("175 table without objects", W + "?watch=1&includeObject=None", "Accept", TABLE),
				Scenario.get("175 table with objects", W + "?watch=1&includeObject=Object", "Accept", TABLE),
				Scenario.get("176 stream", W + "?watch=1", "Accept", "application/json;stream=watch"),
				Scenario.get("177 deprecated path", "/apis/GROUP/v1/watch/namespaces/" + NAMESPACE + "/widgets"),
				Scenario.get("177 deprecated path of one",
						"/apis/GROUP/v1/watch/namespaces/" + NAMESPACE + "/widgets/a"),
				Scenario.get("102 by name", W + "?watch=1&fieldSelector=metadata.name%3Da"),
				Scenario.get("102 by namespace",
						"/apis/GROUP/v1/widgets?watch=1&fieldSelector=metadata.namespace%3D" + NAMESPACE),
				Scenario.get("47 metadata", W + "?watch=1", "Accept", PARTIAL));
	}

	private static List<Scenario> changes() {
		return List.of(create("c", "'x':'y'"), Scenario.merge("leave", W + "/a", "{'metadata':{'labels':{'x':null}}}"),
				Scenario.merge("enter", W + "/b", "{'metadata':{'labels':{'x':'y'}}}"),
				Scenario.merge("nothing", W + "/b", "{}"), Scenario.send("remove", "DELETE", W + "/c", ""));
	}

	private static Scenario create(String name, String labels) {
		return Scenario.send("create " + name, "POST", W,
				"{'apiVersion':'GROUP/v1','kind':'Widget','metadata':{'name':'" + name + "','labels':{" + labels
						+ "}},'spec':{'size':1}}");
	}

}
