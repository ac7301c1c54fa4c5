package io.kubespring.conformance.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * Media types: every form of {@code Accept} against an object, a list and an error, types
 * of bodies by verb, targets by verb, and who gets indented JSON.
 */
final class NegotiationScenarios {

	static final String NAMESPACE = "negotiation";

	private static final String W = "/apis/GROUP/v1/namespaces/" + NAMESPACE + "/widgets";

	private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

	private static final String PARTIAL = "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io";

	private static final String PARTIAL_LIST = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";

	/**
	 * What is understood.
	 */
	private static final List<String> SPOKEN = List.of("application/json", "application/yaml", "application/*", "*/*",
			"*", "text/*, application/*;q=0.5", "application/xml, */*;q=0.1", "application/json/", ",,application/yaml",
			"application/json;q=0", "application/yaml;q=abc, application/json;q=0.1", "*/*, application/yaml",
			"*/*;q=1, application/yaml;q=0.1", "application/yaml;q=0.1, */*;q=1", "application/json;stream=watch",
			"application/json;sv=v1", "application/json;export=1", "application/json;profile=nopeer",
			"application/json;pretty=1", "application/json;pretty=true", "application/yaml;pretty=1",
			"application/json;as=", "application/json; as = Table ; v = v1 ; g = meta.k8s.io",
			TABLE + ",application/json", TABLE.replace("v=v1", "v=v1beta1"), TABLE.replace("json", "yaml"),
			TABLE.replace("application/json", "*/*"), TABLE,
			TABLE.replace("v=v1", "v=v2") + "," + TABLE.replace("v=v1", "v=v1beta1") + ",application/json",
			"application/json;charset=utf-8", "application/json\t;q=0.1,application/yaml;q=0.5",
			"application/json;q= 0.9,application/yaml;q=0.5", "application/json;q=0.9 ;x=y,application/yaml;q=0.5",
			"application/yaml;q=inf,application/json", "application/json;q=0.1;q=0.9,application/yaml;q=0.5",
			"application/yaml;q=0.5,application/json;q=0.5", "application/yaml,application/json",
			"application/cbor,application/json",
			"application/vnd.kubernetes.protobuf;as=Table;v=v1;g=meta.k8s.io,application/json");

	/**
	 * What is not, by anybody.
	 */
	private static final List<String> UNSPOKEN = List.of("APPLICATION/JSON", "application/xml", "application/cbor",
			"application", "application/", "*/json", ",", "application/json/x", "application/yaml;stream=watch",
			"application/json;stream=foo", "application/json;sv=v2", "application/json;as= ;x=y",
			"application/json;g=meta.k8s.io", "application/json;v=v1",
			"application/json;as=\"Table\";v=v1;g=meta.k8s.io", TABLE.replace("v=v1", "v=v2"),
			TABLE.replace("meta.k8s.io", "x"), TABLE.replace("as=", "AS="),
			"application/vnd.kubernetes.protobuf;as=Table;v=v1;g=meta.k8s.io",
			"application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList");

	private final List<Scenario> all = new ArrayList<>();

	private NegotiationScenarios() {
		this.all.add(Scenario.send("create", "POST", W,
				widget("a", ",'labels':{'x':'y'},'annotations':{'h':'<b>&\u2028\u00e9\\u0007'}")));
		accepts();
		bodies();
		targets();
		indentation();
	}

	static List<Scenario> scenarios() {
		return new NegotiationScenarios().all;
	}

	/**
	 * What a generic server answers about itself, whatever is accepted.
	 */
	static List<Scenario> documents() {
		List<Scenario> documents = new ArrayList<>();
		for (String accept : List.of("application/*", "application/yaml", "text/*", "APPLICATION/JSON",
				"application/xml;q=1")) {
			documents.add(Scenario.get("22 version as " + accept, "/version", "Accept", accept).directly());
			documents.add(Scenario
				.get("OpenAPI v2 as " + accept, "/openapi/v2", "Accept", accept.replace("application/*", "text/x"))
				.directly());
			documents.add(
					Scenario
						.get("OpenAPI v3 as " + accept, "/openapi/v3/apis/GROUP/VERSION", "Accept",
								accept.replace("application/*", "text/x"))
						.directly());
		}
		return documents;
	}

	private static String widget(String name, String more) {
		return "{'apiVersion':'GROUP/v1','kind':'Widget','metadata':{'name':'" + name + "'" + more
				+ "},'spec':{'size':1,'replicas':2}}";
	}

	private void add(Scenario scenario) {
		this.all.add(scenario);
	}

	private void accepts() {
		for (String accept : SPOKEN) {
			add(Scenario.get("get as " + accept, W + "/a", "Accept", accept));
			add(Scenario.get("list as " + accept, W, "Accept", accept));
			add(Scenario.get("empty list as " + accept, W + "?labelSelector=no%3Dbody", "Accept", accept));
			add(Scenario.get("error as " + accept, W + "/missing", "Accept", accept));
		}
		for (String accept : UNSPOKEN) {
			add(Scenario.get("29 get as " + accept, W + "/a", "Accept", accept));
			add(Scenario.get("29 list as " + accept, W, "Accept", accept));
		}
		String protobuf = "application/vnd.kubernetes.protobuf";
		add(Scenario.get("get in JSON rather than protobuf", W + "/a", "Accept", protobuf + ",application/json"));
		add(Scenario.get("list in JSON rather than protobuf", W, "Accept", protobuf + ",application/json"));
		add(Scenario.get("error in protobuf", W + "/missing", "Accept", protobuf + ",application/json"));
		add(Scenario.get("46 get in protobuf", W + "/a", "Accept", protobuf));
		for (String accept : List.of("application/*", "application/yaml", "*/*", "application/json;stream=watch",
				"application/json;pretty=1")) {
			add(Scenario.get("group as " + accept, "/apis/GROUP", "Accept", accept));
		}
		for (String accept : List.of("application/xml", TABLE, "application/json;sv=v1")) {
			add(Scenario.get("group as " + accept, "/apis/GROUP", "Accept", accept));
		}
	}

	private void bodies() {
		for (String type : List.of("application/json", "APPLICATION/JSON", "application/json;charset=utf-8",
				"application/json;", "application/json ; a=b", "application/json;a=\"x;y\"",
				"application/json; a=b; a=b")) {
			add(Scenario.send("35 body of " + type, "POST", W + "?dryRun=All", widget("n", ""), "Content-Type", type));
		}
		for (String type : List.of("application/json; charset", "application/json; a=b; a=c", "application/x-yaml",
				"text/yaml", "application/*", "application", "application/cbor", "application/json-patch+json",
				"application/json;a=b c", "application/json;=b", "application /json", ";", "application/json/x",
				"application/json, application/yaml")) {
			add(Scenario.send("33 body of " + type, "POST", W + "?dryRun=All", widget("n", ""), "Content-Type", type));
		}
		for (String type : List.of("application/merge-patch+json", "application/merge-patch+json;charset=utf-8",
				"application/merge-patch+json;", "application/json-patch+json;x=y")) {
			add(Scenario.send("128 patch of " + type, "PATCH", W + "/a", "{}", "Content-Type", type));
		}
		for (String type : List.of("Application/Merge-Patch+JSON", "application/merge-patch+json ;x",
				"application/json", "application/apply-patch+cbor", "text/plain", ";application/merge-patch+json")) {
			add(Scenario.send("128 patch of " + type, "PATCH", W + "/a", "{}", "Content-Type", type));
		}
		add(Scenario.send("128 patch of nothing", "PATCH", W + "/missing", "{}", "Content-Type", "text/plain"));
		add(Scenario.send("35 update with options before its type", "PUT", W + "/a?dryRun=x", widget("a", ""),
				"Content-Type", "text/plain"));
		add(Scenario.send("33 creation with its type before options", "POST", W + "?dryRun=x", widget("n", ""),
				"Content-Type", "text/plain"));
		add(Scenario.send("33 update", "PUT", W + "/a", widget("a", ""), "Content-Type", "text/plain"));
		add(Scenario.send("33 deletion", "DELETE", W + "/a", "{}", "Content-Type", "text/plain"));
		add(Scenario.send("deletion without a body has no type", "DELETE", W + "/missing", "", "Content-Type",
				"text/plain"));
		add(Scenario.raw("35 YAML in and out", "POST", W + "?dryRun=All",
				"apiVersion: GROUP/v1\nkind: Widget\nmetadata:\n  name: yaml\nspec:\n  size: 1\n", "Content-Type",
				"application/yaml", "Accept", "application/yaml"));
	}

	private void targets() {
		for (String accept : List.of(TABLE, PARTIAL, "application/yaml", TABLE.replace("json", "yaml"),
				TABLE.replace("v=v1", "v=v1beta1"), PARTIAL.replace("v=v1", "v=v1beta1"), "application/json;sv=v1")) {
			add(Scenario.send("45 create as " + accept, "POST", W + "?dryRun=All", widget("n", ""), "Accept", accept));
			add(Scenario.send("patch as " + accept, "PATCH", W + "/a", "{}", "Content-Type",
					"application/merge-patch+json", "Accept", accept));
			add(Scenario.send("45 delete as " + accept, "DELETE", W + "/a?dryRun=All", "", "Accept", accept));
			add(Scenario.get("status as " + accept, W + "/a/status", "Accept", accept));
		}
		add(Scenario.send("delete all as table", "DELETE", W + "?dryRun=All", "", "Accept", TABLE));
		add(Scenario.send("delete all as metadata", "DELETE", W + "?dryRun=All", "", "Accept", PARTIAL_LIST));
		add(Scenario.get("47 list of metadata", W, "Accept", PARTIAL_LIST));
		add(Scenario.get("47 list of metadata v1beta1", W, "Accept", PARTIAL_LIST.replace("v=v1", "v=v1beta1")));
		add(Scenario.get("47 list of metadata in YAML", W, "Accept", PARTIAL_LIST.replace("json", "yaml")));
		add(Scenario.get("47 no list of metadata", W + "?labelSelector=no%3Dbody", "Accept", PARTIAL_LIST));
		add(Scenario.get("47 no list of metadata in YAML", W + "?labelSelector=no%3Dbody", "Accept",
				PARTIAL_LIST.replace("json", "yaml")));
		add(Scenario.get("47 list as one", W, "Accept", PARTIAL));
		add(Scenario.get("48 one as list", W + "/a", "Accept", PARTIAL_LIST));
		add(Scenario.send("48 creation as list", "POST", W + "?dryRun=All", widget("n", ""), "Accept", PARTIAL_LIST));
		for (String include : List.of("None", "Metadata", "Object", "", "none", "Foo")) {
			add(Scenario.get("41 list including " + include, W + "?includeObject=" + include, "Accept", TABLE));
			add(Scenario.get("41 get including " + include, W + "/a?includeObject=" + include, "Accept", TABLE));
			add(Scenario.get("41 missing including " + include, W + "/missing?includeObject=" + include, "Accept",
					TABLE + ",application/json"));
			add(Scenario.send("41 create including " + include, "POST", W + "?dryRun=All&includeObject=" + include,
					widget("n", ""), "Accept", TABLE));
		}
		add(Scenario.get("41 no table including Foo", W + "/a?includeObject=Foo"));
		add(Scenario.get("41 bad limit before Foo", W + "?includeObject=Foo&limit=x", "Accept", TABLE));
	}

	private void indentation() {
		String[][] clients = { { "curl/8", "" }, { "curl/8", "?pretty=0" }, { "curl/8", "?pretty=" },
				{ "curl/8", "?pretty" }, { "curl/8", "?pretty=x" }, { "Curl/8", "" }, { "Wget/1", "" },
				{ "Mozilla/5.0 (X11)", "" }, { "Mozilla/4.0", "" }, { "kubectl/1", "?pretty=1" },
				{ "kubectl/1", "?pretty=t" }, { "kubectl/1", "?pretty=TRUE" }, { "kubectl/1", "?pretty=yes" },
				{ "kubectl/1", "?pretty=true&pretty=0" } };
		for (String[] client : clients) {
			String who = client[0] + client[1];
			add(Scenario.get("32 get by " + who, W + "/a" + client[1], "User-Agent", client[0]));
			add(Scenario.get("32 list by " + who, W + client[1], "User-Agent", client[0]));
			add(Scenario.get("32 error by " + who, W + "/missing" + client[1], "User-Agent", client[0]));
			add(Scenario.get("32 table by " + who, W + client[1], "User-Agent", client[0], "Accept", TABLE));
			add(Scenario.get("32 YAML by " + who, W + client[1], "User-Agent", client[0], "Accept",
					"application/yaml"));
			add(Scenario.get("32 group by " + who, "/apis/GROUP" + client[1], "User-Agent", client[0]));
		}
	}

}
