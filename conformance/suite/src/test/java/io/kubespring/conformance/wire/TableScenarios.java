package io.kubespring.conformance.wire;

import java.util.List;
import java.util.stream.Stream;

/**
 * Tables and objects without their content, of every verb that answers an object or a
 * list.
 */
final class TableScenarios {

	static final String NAMESPACE = "tables";

	private static final String W = "/apis/GROUP/v1/namespaces/" + NAMESPACE + "/widgets";

	private static final String GADGETS = "/apis/GROUP/v1/gadgets";

	private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

	private static final String PARTIAL = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

	private static final String PARTIALS = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

	private TableScenarios() {
	}

	static List<Scenario> scenarios() {
		return Stream.of(tables(), oldForms(), metadata(), writes(), pages()).flatMap(List::stream).toList();
	}

	private static List<Scenario> tables() {
		return List.of(widget("made", "a", "'labels':{'x':'y'},'annotations':{'p':'q'}"), widget("made", "b", ""),
				Scenario.send("gadget", "POST", GADGETS,
						"{'apiVersion':'GROUP/v1','kind':'Gadget','metadata':{'name':'g'}}"),
				table("40 list", W, ""), table("40 list of a cluster-scoped kind", GADGETS, ""),
				table("40 of all namespaces", "/apis/GROUP/v1/widgets", "?labelSelector=x%3Dy"),
				table("40 selected", W, "?labelSelector=x%3Dy"), table("40 nothing selected", W, "?labelSelector=no"),
				table("40 by name", W, "?fieldSelector=metadata.name%3Db"), table("41 None", W, "?includeObject=None"),
				table("41 Metadata", W, "?includeObject=Metadata"), table("41 Object", W, "?includeObject=Object"),
				table("41 empty", W, "?includeObject="), table("41 in small letters", W, "?includeObject=none"),
				table("41 Foo", W, "?includeObject=Foo"), table("42 one", W + "/a", ""),
				table("42 one without object", W + "/a", "?includeObject=None"),
				table("42 one with object", W + "/a", "?includeObject=Object"),
				table("42 one and Foo", W + "/a", "?includeObject=Foo"), table("42 missing", W + "/missing", ""),
				table("40 indented", W, "?pretty=true"), table("42 status", W + "/a/status", ""),
				table("42 scale", W + "/a/scale", ""), table("40 and an error", W, "?limit=abc"),
				Scenario.get("41 for an ordinary list", W + "?includeObject=Foo"),
				Scenario.get("40 or JSON", W, "Accept", TABLE + ",application/json"),
				Scenario.get("40 JSON or table", W, "Accept", "application/json," + TABLE),
				Scenario.get("40 JSON preferred", W, "Accept", TABLE + ";q=0.5,application/json"),
				Scenario.get("40 as YAML", W + "?labelSelector=no", "Accept", TABLE.replace("/json", "/yaml")),
				Scenario.get("40 of any kind", W, "Accept", TABLE.replace("application/json", "*/*")),
				Scenario.get("40 parameters in another order", W, "Accept",
						"application/json;g=meta.k8s.io;v=v1;as=Table"),
				Scenario.get("40 spaces", W, "Accept", "application/json; as=Table; v=v1; g=meta.k8s.io"));
	}

	private static List<Scenario> oldForms() {
		String beta = TABLE.replace("v=v1", "v=v1beta1");
		return List.of(Scenario.get("43 list", W, "Accept", beta),
				Scenario.get("43 list with objects", W + "?includeObject=Object", "Accept", beta),
				Scenario.get("43 one", W + "/a", "Accept", beta),
				Scenario.get("43 v1beta1 or v1", W, "Accept", beta + "," + TABLE),
				Scenario.get("43 unknown version", W, "Accept", TABLE.replace("v=v1", "v=v2")),
				Scenario.get("43 unknown version or v1", W, "Accept", TABLE.replace("v=v1", "v=v2") + "," + TABLE),
				Scenario.get("43 unknown group", W, "Accept", TABLE.replace("meta.k8s.io", "other.k8s.io")),
				Scenario.get("43 no group", W, "Accept", "application/json;as=Table;v=v1"),
				Scenario.get("43 no version", W, "Accept", "application/json;as=Table;g=meta.k8s.io"),
				Scenario.get("47 metadata v1beta1", W, "Accept", PARTIALS.replace("v=v1", "v=v1beta1")),
				Scenario.get("47 one v1beta1", W + "/a", "Accept", PARTIAL.replace("v=v1", "v=v1beta1")));
	}

	private static List<Scenario> metadata() {
		return List.of(Scenario.get("47 list", W, "Accept", PARTIALS),
				Scenario.get("47 list indented", W + "?pretty=1", "Accept", PARTIALS),
				Scenario.get("47 list as YAML", W, "Accept", PARTIALS.replace("/json", "/yaml")),
				Scenario.get("47 selected", W + "?labelSelector=x%3Dy", "Accept", PARTIALS),
				Scenario.get("47 cluster-scoped", GADGETS, "Accept", PARTIALS),
				Scenario.get("47 one of a list", W, "Accept", PARTIAL),
				Scenario.get("47 one of a list or JSON", W, "Accept", PARTIAL + ",application/json"),
				Scenario.get("48 list of one", W + "/a", "Accept", PARTIALS),
				Scenario.get("47 one", W + "/a", "Accept", PARTIAL),
				Scenario.get("47 one as YAML", W + "/a", "Accept", PARTIAL.replace("/json", "/yaml")),
				Scenario.get("47 one indented", W + "/a?pretty=true", "Accept", PARTIAL),
				Scenario.get("47 status", W + "/a/status", "Accept", PARTIAL),
				Scenario.get("47 scale", W + "/a/scale", "Accept", PARTIAL),
				Scenario.get("47 missing", W + "/missing", "Accept", PARTIAL),
				Scenario.get("49 protobuf or JSON", W + "/a", "Accept",
						"application/vnd.kubernetes.protobuf;as=PartialObjectMetadata;g=meta.k8s.io;v=v2," + PARTIAL
								+ ",application/json"));
	}

	private static List<Scenario> writes() {
		String[] kinds = { TABLE, PARTIAL };
		return Stream.of(kinds).flatMap((accept) -> {
			String as = accept.equals(TABLE) ? "45 table of " : "47 metadata of ";
			String name = accept.equals(TABLE) ? "t" : "p";
			String merge = "application/merge-patch+json";
			String put = "'name':'" + name + "','resourceVersion':'RV(" + name + ")','labels':{'new':'er'}";
			return Stream
				.of(Scenario.send(as + "a dry create", "POST", W + "?dryRun=All", body(name, ""), "Accept", accept),
						Scenario.send(as + "a create", "POST", W, body(name, ""), "Accept", accept),
						Scenario.send(as + "a create again", "POST", W, body(name, ""), "Accept", accept),
						Scenario.send(as + "an invalid create", "POST", W, body("A_", ""), "Accept", accept),
						Scenario.send(as + "an update", "PUT", W + "/" + name,
								"{'apiVersion':'GROUP/v1','kind':'Widget'," + "'metadata':{" + put
										+ "},'spec':{'size':2}}",
								"Accept", accept),
						Scenario.send(as + "a patch", "PATCH", W + "/" + name, "{'spec':{'size':3}}", "Content-Type",
								merge, "Accept", accept),
						Scenario.send(as + "a patch of status", "PATCH", W + "/" + name + "/status",
								"{'status':{'replicas':3}}", "Content-Type", merge, "Accept", accept),
						Scenario.send(as + "a patch of scale", "PATCH", W + "/" + name + "/scale",
								"{'spec':{'replicas':3}}", "Content-Type", merge, "Accept", accept),
						Scenario.send(as + "a finalizer", "PATCH", W + "/" + name,
								"{'metadata':{'finalizers':['x/y']}}", "Content-Type", merge, "Accept", accept),
						Scenario.send(as + "a delete that waits", "DELETE", W + "/" + name, "", "Accept", accept),
						Scenario.send(as + "the last finalizer", "PATCH", W + "/" + name,
								"{'metadata':{'finalizers':null}}", "Content-Type", merge, "Accept", accept),
						Scenario.send(as + "nothing", "DELETE", W + "/" + name, "", "Accept", accept),
						Scenario.send(as + "another create", "POST", W, body(name, "'labels':{'k':'" + name + "'}"),
								"Accept", accept),
						Scenario.send(as + "a delete", "DELETE", W + "/" + name, "", "Accept", accept),
						Scenario.send(as + "one more create", "POST", W, body(name, "'labels':{'k':'" + name + "'}"),
								"Accept", accept),
						Scenario.send(as + "a collection's deletion", "DELETE", W + "?labelSelector=k%3D" + name, "",
								"Accept", accept));
		}).toList();
	}

	private static List<Scenario> pages() {
		return List.of(widget("third", "c", ""), table("44 first page", W, "?limit=1"),
				table("44 second page", W, "?limit=1&continue=CONTINUE"),
				table("44 last page", W, "?continue=CONTINUE"),
				Scenario.get("47 first page", W + "?limit=2", "Accept", PARTIALS),
				Scenario.get("47 last page", W + "?limit=2&continue=CONTINUE", "Accept", PARTIALS));
	}

	private static Scenario table(String name, String path, String query) {
		return Scenario.get(name, path + query, "Accept", TABLE);
	}

	private static Scenario widget(String what, String name, String more) {
		return Scenario.send(what + " " + name, "POST", W, body(name, more));
	}

	private static String body(String name, String more) {
		return "{'apiVersion':'GROUP/v1','kind':'Widget','metadata':{'name':'" + name + "'"
				+ (more.isEmpty() ? "" : "," + more) + "},'spec':{'size':1}}";
	}

}
