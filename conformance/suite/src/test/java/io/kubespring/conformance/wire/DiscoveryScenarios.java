package io.kubespring.conformance.wire;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a group tells about itself.
 */
final class DiscoveryScenarios {

	private static final String V2 = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

	private DiscoveryScenarios() {
	}

	/**
	 * The group and its version.
	 */
	static List<Scenario> ofCustomResource() {
		String group = "/apis/GROUP";
		String resources = group + "/v1";
		return Stream
			.of(Scenario.get("3 group", group), Scenario.get("3 group with slash", group + "/"),
					Scenario.get("3 group indented", group + "?pretty=true"),
					Scenario.get("3 group as YAML", group, "Accept", "application/yaml"),
					Scenario.get("3 group unacceptable", group, "Accept", "application/xml"),
					Scenario.get("3 group as table", group, "Accept", "application/json;as=Table;v=v1;g=meta.k8s.io"),
					Scenario.get("3 group and aggregated", group, "Accept", V2 + ",application/json"),
					Scenario.send("3 POST group", "POST", group, "{}"),
					Scenario.send("3 DELETE group", "DELETE", group, ""), Scenario.get("4 resources", resources),
					Scenario.get("4 resources with slash", resources + "/"),
					Scenario.get("4 resources indented", resources + "?pretty=true"),
					Scenario.get("4 resources as YAML", resources, "Accept", "application/yaml"),
					Scenario.get("4 resources unacceptable", resources, "Accept", "application/xml"),
					Scenario.get("4 anything", resources, "Accept", "*/*"),
					Scenario.get("4 resources and aggregated", resources, "Accept", V2 + ",application/json"),
					Scenario.get("4 resources and protobuf", resources, "Accept",
							"application/vnd.kubernetes.protobuf,application/json"),
					Scenario.send("4 POST resources", "POST", resources, "{}"),
					Scenario.send("4 DELETE resources", "DELETE", resources, ""),
					Scenario.send("4 PUT resources", "PUT", resources, "{}"),
					Scenario.get("19 unknown version", group + "/v9"),
					Scenario.get("19 resource of an unknown version", group + "/v9/things"),
					Scenario.get("20 unknown resource", resources + "/nothings"),
					Scenario.get("20 unknown object", resources + "/nothings/a"),
					Scenario.get("18 unknown group", "/apis/unknown.example.com"),
					Scenario.get("18 unknown group's version", "/apis/unknown.example.com/v1"),
					Scenario.get("18 unknown group's resource", "/apis/unknown.example.com/v1/things"))
			.toList();
	}

	/**
	 * The roots of a generic server, and the group's without its documents, which name
	 * other versions.
	 */
	static List<Scenario> ofSampleApiServer() {
		String group = "/apis/GROUP";
		String resources = group + "/VERSION";
		String things = "/apis/unknown.example.com/v1/things";
		return Stream.of(Scenario.send("17 POST /apis", "POST", "/apis", ""),
				Scenario.send("17 DELETE /apis", "DELETE", "/apis", ""),
				Scenario.get("1 unacceptable", "/apis", "Accept", "application/xml"),
				Scenario.get("14 old aggregated", "/apis", "Accept", V2.replace("v=v2", "v=v2beta1")),
				Scenario.get("3 unacceptable", group, "Accept", "application/xml"),
				Scenario.get("3 as table", group, "Accept", "application/json;as=Table;v=v1;g=meta.k8s.io"),
				Scenario.send("3 POST", "POST", group, "{}"), Scenario.send("3 PUT", "PUT", group, "{}"),
				Scenario.send("3 DELETE", "DELETE", group, ""), Scenario.send("3 PATCH", "PATCH", group, "{}"),
				Scenario.get("4 unacceptable", resources, "Accept", "application/xml"),
				Scenario.send("4 POST", "POST", resources, "{}"), Scenario.send("4 PUT", "PUT", resources, "{}"),
				Scenario.send("4 DELETE", "DELETE", resources, ""), Scenario.send("4 PATCH", "PATCH", resources, "{}"),
				Scenario.get("19 unknown version", group + "/v9"),
				Scenario.get("19 resource of an unknown version", group + "/v9/things"),
				Scenario.get("20 unknown resource", resources + "/nothings"),
				Scenario.get("20 unknown object", resources + "/nothings/a"),
				Scenario.send("18 POST to an unknown group", "POST", things, "{}"),
				Scenario.send("22 POST /version", "POST", "/version", ""),
				Scenario.get("22 /version as YAML", "/version", "Accept", "application/yaml"),
				Scenario.get("22 below /version", "/version/x"), Scenario.get("/foo", "/foo"))
			.map(Scenario::directly)
			.toList();
	}

}
