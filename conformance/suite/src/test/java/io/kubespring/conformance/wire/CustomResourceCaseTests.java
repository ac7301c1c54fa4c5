package io.kubespring.conformance.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.RawClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same requests, in order, to the fixture and to a custom resource of the same form
 * in the same cluster: the answers are equal but for what is listed here with its reason.
 * Numbers are those of the wire reference.
 */
class CustomResourceCaseTests {

	private static final String W = "/apis/GROUP/v1/namespaces/wire/widgets";

	private static final String A = "/apis/GROUP/v1/widgets";

	private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

	private static final String ROUTER = "our router answers as the generic server's, below every path of a served group";

	private static final String CLIENT_MISTAKE = "a client's mistake is answered by 400 and not by 500";

	private static final String NO_PROTOBUF = "protocol buffers and apply patches are not offered";

	private static final String NO_SCALE = "what is wrong with a scale is told, not that Go's scheme has none";

	private static final String EMPTY_OBJECT = "a dry run answers as the deletion does, not by an object without content";

	private static final Map<String, String> DEVIATIONS = deviations(Map.ofEntries(
			Map.entry("59 resource version", CLIENT_MISTAKE), Map.entry("80 create everywhere", ROUTER),
			Map.entry("164 delete everywhere", ROUTER), Map.entry("19 unknown version", ROUTER),
			Map.entry("20 unknown resource", ROUTER), Map.entry("188 unknown subresource", ROUTER),
			Map.entry("23 OPTIONS", ROUTER), Map.entry("23 HEAD", "the generic server's router knows no HEAD"),
			Map.entry("26 unknown media type", NO_PROTOBUF), Map.entry("29 unknown target", NO_PROTOBUF),
			Map.entry("128 strategic merge patch", NO_PROTOBUF), Map.entry("33 unknown body", NO_PROTOBUF),
			Map.entry("97 get of no version", CLIENT_MISTAKE),
			Map.entry("48 list of one", "one object is no list: 406, as the generic server answers"),
			Map.entry("174 watch of no version", CLIENT_MISTAKE), Map.entry("108 update to no version", CLIENT_MISTAKE),
			Map.entry("186 with no version", CLIENT_MISTAKE), Map.entry("184 POST of a scale", ROUTER),
			Map.entry("184 DELETE of a scale", ROUTER), Map.entry("184 POST of a status", ROUTER),
			Map.entry("184 DELETE of a status", ROUTER), Map.entry("187 version of the parent", NO_SCALE),
			Map.entry("187 another version", NO_SCALE), Map.entry("187 another kind", NO_SCALE),
			Map.entry("187 replicas of a text", NO_SCALE), Map.entry("187 replicas of a fraction", NO_SCALE),
			Map.entry("187 replicas beyond int32", NO_SCALE), Map.entry("187 list", NO_SCALE),
			Map.entry("157 dry run that takes all finalizers", EMPTY_OBJECT)));

	private static Map<String, String> deviations(Map<String, String> own) {
		Map<String, String> all = new HashMap<>(own);
		all.putAll(BodyDeviations.all());
		return all;
	}

	private final ConformanceCluster cluster = ConformanceCluster.get();

	@BeforeAll
	static void createNamespace() {
		for (String namespace : List.of("wire", DeletionScenarios.NAMESPACE, StatusScaleScenarios.NAMESPACE,
				"timeouts")) {
			ConformanceCluster.get()
				.kubectl()
				.apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + namespace + "}}");
		}
		NamespaceLifecycleScenarios.prepare(ConformanceCluster.get().kubectl());
	}

	@TestFactory
	Stream<DynamicTest> answersAreThoseOfACustomResource() {
		RawClient ours = this.cluster.demo().client();
		RawClient twin = this.cluster.kubeApiServer();
		return scenarios().map((scenario) -> DynamicTest.dynamicTest(scenario.name(), () -> {
			String expected = ask(twin, scenario, ConformanceCluster.TWIN);
			String actual = ask(ours, scenario, ConformanceCluster.DEMO);
			if (DEVIATIONS.containsKey(scenario.name())) {
				assertThat(actual).as("no longer a deviation: " + DEVIATIONS.get(scenario.name()))
					.isNotEqualTo(expected);
			}
			else {
				assertThat(actual).isEqualTo(expected);
			}
		}));
	}

	private static String ask(RawClient client, Scenario scenario, String group) {
		return Normalized.of(client.send(scenario.method(), scenario.path().replace("GROUP", group),
				withVersion(client, scenario, group), scenario.headers()), group);
	}

	/**
	 * A body may name the present resource version of an object by {@code RV(name)}.
	 */
	private static String withVersion(RawClient client, Scenario scenario, String group) {
		String body = scenario.body().replace("GROUP", group);
		int start = body.indexOf("RV(");
		if (start < 0) {
			return body;
		}
		String name = body.substring(start + 3, body.indexOf(')', start));
		String path = scenario.path().replace("GROUP", group);
		String collection = path.substring(0, path.indexOf("/widgets") + "/widgets".length());
		String object = client.send("GET", collection + "/" + name, "", Map.of()).body();
		String version = object.replaceAll("(?s).*\"resourceVersion\":\"(\\d+)\".*", "$1");
		return body.replace("RV(" + name + ")", version);
	}

	private static String widget(String metadata, String more) {
		return "{'apiVersion':'GROUP/v1','kind':'Widget','metadata':{" + metadata + "},'spec':{'size':1}" + more + "}";
	}

	private static Stream<Scenario> scenarios() {
		return Stream
			.of(creations(), reads(), updates(), patches(), subresources(), deletions(), DeletionScenarios.scenarios(),
					NamespaceLifecycleScenarios.scenarios(), StatusScaleScenarios.scenarios(),
					CreateBodyScenarios.scenarios(), MetadataScenarios.scenarios(), YamlScenarios.scenarios(),
					PatchScenarios.scenarios(), WriteOptionScenarios.scenarios(), TimeoutScenarios.scenarios())
			.flatMap(List::stream);
	}

	private static List<Scenario> creations() {
		return List.of(Scenario.get("86 empty list", W),
				Scenario.get("47 empty list of metadata", W, "Accept",
						"application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"),
				Scenario.get("40 empty table", W, "Accept", TABLE),
				Scenario.send("50 create", "POST", W, widget("'name':'a','labels':{'x':'y'}", "")),
				Scenario.send("51 create again", "POST", W, widget("'name':'a'", "")),
				Scenario.send("52 no name", "POST", W, widget("", "")),
				Scenario.send("56 other namespace", "POST", W, widget("'name':'b','namespace':'other'", "")),
				Scenario.send("57 namespace of a cluster-scoped kind", "POST", "/apis/GROUP/v1/gadgets",
						"{'apiVersion':'GROUP/v1','kind':'Gadget','metadata':{'name':'wire','namespace':'x'}}"),
				Scenario.send("58 members of the system", "POST", W, widget(
						"'name':'c','uid':'x','selfLink':'/x','deletionTimestamp':'2020-01-01T00:00:00Z','generation':7",
						"")),
				Scenario.send("59 resource version", "POST", W, widget("'name':'d','resourceVersion':'5'", "")),
				Scenario.send("60 status", "POST", W, widget("'name':'e'", ",'status':{'x':1}")),
				Scenario.send("61 other version", "POST", W,
						"{'apiVersion':'GROUP/v1beta1','kind':'Widget','metadata':{'name':'f'}}"),
				Scenario.send("62 other kind", "POST", W,
						"{'apiVersion':'GROUP/v1','kind':'Gadget','metadata':{'name':'f'}}"),
				Scenario.send("63 no kind", "POST", W, "{'metadata':{'name':'f'}}"),
				Scenario.send("55 name", "POST", W, widget("'name':'A_b'", "")),
				Scenario.send("55 name with a slash", "POST", W, widget("'name':'a/b'", "")),
				Scenario.send("75 labels", "POST", W, widget("'name':'l','labels':{'a b':'x y'}", "")),
				Scenario.send("75 labels of another type", "POST", W, widget("'name':'l','labels':5", "")),
				Scenario.send("73 owner without uid", "POST", W,
						widget("'name':'l','ownerReferences':[{'apiVersion':'v1','kind':'X','name':'y'}]", "")),
				Scenario.send("77 both finalizers", "POST", W,
						widget("'name':'l','finalizers':['orphan','foregroundDeletion']", "")),
				Scenario.send("33 unknown body", "POST", W, "x", "Content-Type", "text/plain"),
				Scenario.send("35 YAML", "POST", W,
						"apiVersion: GROUP/v1\nkind: Widget\nmetadata:\n  name: yaml\nspec:\n  size: 1\n",
						"Content-Type", "application/yaml"),
				Scenario.send("35 charset", "POST", W, widget("'name':'charset'", ""), "Content-Type",
						"application/json; charset=utf-8"),
				Scenario.send("69 dry run", "POST", W + "?dryRun=All", widget("'name':'dry'", "")),
				Scenario.get("69 after the dry run", W + "/dry"),
				Scenario.send("69 unknown dry run", "POST", W + "?dryRun=yes", widget("'name':'dry'", "")),
				Scenario.send("80 create everywhere", "POST", A, widget("'name':'z'", "")));
	}

	private static List<Scenario> reads() {
		return List.of(Scenario.get("82 get", W + "/a"), Scenario.get("83 missing", W + "/missing"),
				Scenario.get("87 list everywhere", A + "?labelSelector=x%3Dy"),
				Scenario.get("101 selector", W + "?labelSelector=x+in+(y,z),!b"),
				Scenario.get("101 malformed selector", W + "?labelSelector=a=b=c"),
				Scenario.get("102 by name", W + "?fieldSelector=metadata.name%3Da"),
				Scenario.get("102 by other names", W + "?fieldSelector=metadata.name!%3Da"),
				Scenario.get("102 by namespace", A + "?fieldSelector=metadata.namespace%3Dwire"),
				Scenario.get("102 by an unknown field", W + "?fieldSelector=spec.color%3Dred"),
				Scenario.get("102 malformed", W + "?fieldSelector=metadata.name"),
				Scenario.get("92 limit", W + "?limit=abc"), Scenario.get("93 match", W + "?resourceVersionMatch=Exact"),
				Scenario.get("94 exact zero", W + "?resourceVersion=0&resourceVersionMatch=Exact"),
				Scenario.get("95 unknown match", W + "?resourceVersion=5&resourceVersionMatch=Foo"),
				Scenario.get("96 initial events", W + "?sendInitialEvents=true"),
				Scenario.get("97 no version", W + "?resourceVersion=abc"),
				Scenario.get("97 get of no version", W + "/a?resourceVersion=abc"),
				Scenario.get("84 export", W + "/a?export=true"), Scenario.get("85 name", W + "/a%25b"),
				Scenario.get("104 unknown parameter", W + "/a?foo=bar"),
				Scenario.get("32 pretty", W + "/a?pretty=true"), Scenario.get("32 pretty list", W + "?pretty=true"),
				Scenario.get("32 pretty by Accept", W + "/a", "Accept", "application/json;pretty=1"),
				Scenario.get("25 YAML", W + "/a", "Accept", "application/yaml"),
				Scenario.get("26 unknown media type", W, "Accept", "application/xml"),
				Scenario.get("27 anything else", W, "Accept", "application/xml, */*;q=0.1"),
				Scenario.get("28 weights", W, "Accept", "application/yaml;q=0.5, application/json;q=0.9"),
				Scenario.get("29 unknown target", W, "Accept", "application/json;as=Foo;g=meta.k8s.io;v=v1"),
				Scenario.get("30 unknown target and JSON", W, "Accept",
						"application/json;as=Foo;g=meta.k8s.io;v=v1,application/json"),
				Scenario.get("31 missing as table", W + "/missing", "Accept", TABLE),
				Scenario.get("40 table", W, "Accept", TABLE),
				Scenario.get("42 table of one", W + "/a", "Accept", TABLE),
				Scenario.get("43 table v1beta1", W, "Accept", TABLE.replace("v=v1", "v=v1beta1")),
				Scenario.get("41 without object", W + "?includeObject=None", "Accept", TABLE),
				Scenario.get("41 with object", W + "?includeObject=Object", "Accept", TABLE),
				Scenario.get("41 unknown object", W + "?includeObject=Foo", "Accept", TABLE),
				Scenario.get("47 metadata", W, "Accept",
						"application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"),
				Scenario.get("47 one of a list", W, "Accept",
						"application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"),
				Scenario.get("48 list of one", W + "/a", "Accept",
						"application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"),
				Scenario.get("49 metadata client", W, "Accept",
						"application/vnd.kubernetes.protobuf;as=PartialObjectMetadataList;g=meta.k8s.io;v=v2,"
								+ "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json"),
				Scenario.get("19 unknown version", "/apis/GROUP/v9"),
				Scenario.get("20 unknown resource", "/apis/GROUP/v1/namespaces/wire/nothings"),
				Scenario.get("188 unknown subresource", W + "/a/nosuch"), Scenario.send("23 HEAD", "HEAD", W, ""),
				Scenario.send("23 OPTIONS", "OPTIONS", W, ""), Scenario.get("179 watch of one", W + "/a?watch=1"),
				Scenario.get("170 initial events of a watch", W + "?watch=1&sendInitialEvents=true"),
				Scenario.get("171 match of a watch",
						W + "?watch=1&resourceVersionMatch=NotOlderThan&resourceVersion=5"),
				Scenario.get("173 watch from the past", W + "?watch=1&resourceVersion=1"),
				Scenario.get("174 watch of no version", W + "?watch=1&resourceVersion=abc"));
	}

	private static List<Scenario> updates() {
		String current = "'name':'a','resourceVersion':'RV(a)'";
		return List.of(
				Scenario.send("105 update", "PUT", W + "/a",
						widget(current + ",'labels':{'x':'y'}", "").replace("1}", "2}")),
				Scenario.send("106 update without change", "PUT", W + "/a",
						widget(current + ",'labels':{'x':'y'}", "").replace("1}", "2}")),
				Scenario.send("107 old version", "PUT", W + "/a", widget("'name':'a','resourceVersion':'1'", "")),
				Scenario.send("108 without version", "PUT", W + "/a", widget("'name':'a'", "")),
				Scenario.send("108 update to no version", "PUT", W + "/a",
						widget("'name':'a','resourceVersion':'abc'", "")),
				Scenario.send("109 missing", "PUT", W + "/missing",
						widget("'name':'missing','resourceVersion':'5'", "")),
				Scenario.send("110 other name", "PUT", W + "/a", widget("'name':'b','resourceVersion':'RV(a)'", "")),
				Scenario.send("110 no name", "PUT", W + "/a", widget("'resourceVersion':'RV(a)'", "")),
				Scenario.send("111 other uid", "PUT", W + "/a",
						widget(current + ",'uid':'11111111-1111-1111-1111-111111111111'", "")),
				Scenario.send("112 members of the system", "PUT", W + "/a",
						widget(current + ",'creationTimestamp':'2001-01-01T00:00:00Z','generation':99,'selfLink':'/x'",
								"")),
				Scenario.send("113 deletion time", "PUT", W + "/a",
						widget(current + ",'deletionTimestamp':'2001-01-01T00:00:00Z'", "")),
				Scenario.send("114 labels", "PUT", W + "/a", widget(current + ",'labels':{'p':'q'}", "")),
				Scenario.send("115 status", "PUT", W + "/a", widget(current, ",'status':{'z':1}")),
				Scenario.send("118 dry run", "PUT", W + "/a?dryRun=All",
						widget(current + ",'labels':{'dry':'run'}", "")),
				Scenario.get("118 after the dry run", W + "/a"));
	}

	private static List<Scenario> patches() {
		return List.of(Scenario.merge("119 merge patch", W + "/a", "{'spec':{'size':5}}"),
				Scenario.merge("125 a boolean", W + "/a", "true"), Scenario.merge("119 empty", W + "/a", "{}"),
				Scenario.merge("120 old version", W + "/a", "{'metadata':{'resourceVersion':'1'}}"),
				Scenario.merge("121 other name", W + "/a", "{'metadata':{'name':'b'}}"),
				Scenario.merge("121 other uid", W + "/a", "{'metadata':{'uid':'x'}}"),
				Scenario.json("122 failing test", W + "/a", "[{'op':'test','path':'/spec/size','value':999}]"),
				Scenario.json("123 remove of nothing", W + "/a", "[{'op':'remove','path':'/spec/none'}]"),
				Scenario.json("123 replace of nothing", W + "/a", "[{'op':'replace','path':'/spec/made','value':1}]"),
				Scenario.json("123 add without value", W + "/a", "[{'op':'add','path':'/spec/none'}]"),
				Scenario.json("125 not JSON", W + "/a", "not json"), Scenario.json("125 null", W + "/a", "null"),
				Scenario.json("125 an object", W + "/a", "{}"), Scenario.merge("125 a list", W + "/a", "[]"),
				Scenario.merge("126 missing", W + "/missing", "{'spec':{}}"),
				Scenario.send("128 strategic merge patch", "PATCH", W + "/a", "{}", "Content-Type",
						"application/strategic-merge-patch+json"),
				Scenario.merge("130 force", W + "/a?force=true", "{}"),
				Scenario.merge("121 other kind", W + "/a", "{'kind':'Foo'}"));
	}

	private static List<Scenario> subresources() {
		return List.of(Scenario.merge("183 status only", W + "/a/status",
				"{'status':{'replicas':2,'selector':'a=b'},'spec':{'size':77},'metadata':{'labels':{'q':'r'}}}"),
				Scenario.get("183 afterwards", W + "/a"), Scenario.get("183 get status", W + "/a/status"),
				Scenario.merge("184 missing", W + "/missing/status", "{}"),
				Scenario.get("185 scale of nothing", W + "/a/scale"),
				Scenario.merge("185 replicas", W + "/a", "{'spec':{'replicas':3}}"),
				Scenario.get("185 scale", W + "/a/scale"),
				Scenario.merge("186 scale", W + "/a/scale", "{'spec':{'replicas':4}}"),
				Scenario.merge("186 negative", W + "/a/scale", "{'spec':{'replicas':-1}}"),
				Scenario.get("186 afterwards", W + "/a"));
	}

	private static List<Scenario> deletions() {
		return List.of(Scenario.send("160 other uid", "DELETE", W + "/a", "{'preconditions':{'uid':'x'}}"),
				Scenario.send("160 other version", "DELETE", W + "/a", "{'preconditions':{'resourceVersion':'1'}}"),
				Scenario.send("161 uid of the query", "DELETE", W + "/a?uid=x", ""),
				Scenario.send("158 unknown policy", "DELETE", W + "/a?propagationPolicy=Bad", ""),
				Scenario.send("158 two policies", "DELETE", W + "/a?propagationPolicy=Orphan&orphanDependents=true",
						""),
				Scenario.send("159 dry run", "DELETE", W + "/a?dryRun=All", ""),
				Scenario.send("152 delete", "DELETE", W + "/a", ""), Scenario.send("153 again", "DELETE", W + "/a", ""),
				Scenario.send("154 with finalizer", "POST", W, widget("'name':'f','finalizers':['x/y']", "")),
				Scenario.send("154 delete", "DELETE", W + "/f", ""), Scenario.send("154 again", "DELETE", W + "/f", ""),
				Scenario.send("81 create meanwhile", "POST", W, widget("'name':'f'", "")),
				Scenario.merge("156 another finalizer", W + "/f", "{'metadata':{'finalizers':['x/y','z/z']}}"),
				Scenario.merge("155 last finalizer", W + "/f", "{'metadata':{'finalizers':null}}"),
				Scenario.get("155 afterwards", W + "/f"),
				Scenario.send("157 with finalizer", "POST", W, widget("'name':'o','finalizers':['x/y']", "")),
				Scenario.send("157 old form", "DELETE", W + "/o", "{'orphanDependents':false}"),
				Scenario.merge("157 last finalizer", W + "/o", "{'metadata':{'finalizers':null}}"),
				Scenario.send("163 labelled", "POST", W, widget("'name':'x1','labels':{'g':'h'}", "")),
				Scenario.send("163 delete the labelled", "DELETE", W + "?labelSelector=g%3Dh", ""),
				Scenario.get("163 afterwards", W + "?labelSelector=g%3Dh"),
				Scenario.send("164 delete everywhere", "DELETE", A, ""),
				Scenario.send("163 delete all", "DELETE", W, ""), Scenario.get("163 nothing left", W));
	}

}
