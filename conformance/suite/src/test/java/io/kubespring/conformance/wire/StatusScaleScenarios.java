package io.kubespring.conformance.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The subresources {@code status} and {@code scale}.
 */
final class StatusScaleScenarios {

	static final String NAMESPACE = "scaling";

	private static final String W = "/apis/GROUP/v1/namespaces/" + NAMESPACE + "/widgets";

	private static final String SCALE = W + "/s/scale";

	private static final String STATUS = W + "/s/status";

	private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

	private static final String PARTIAL = "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io";

	private StatusScaleScenarios() {
	}

	static List<Scenario> scenarios() {
		return Stream
			.of(withoutReplicas(), updatesOfScales(), patchesOfScales(), foreignScales(), formsOfScales(),
					objectsThatNoScaleShows(), statuses(), refusedStatuses())
			.flatMap(List::stream)
			.toList();
	}

	private static List<Scenario> withoutReplicas() {
		return List.of(Scenario.send("create", "POST", W, widget("'name':'s'", "")),
				Scenario.get("185 nothing to show", SCALE),
				Scenario.merge("186 patch of the status without replicas", SCALE, "{'status':{'replicas':3}}"),
				put("186 first replicas", "'name':'s'", "'replicas':2"), Scenario.get("185 scale", SCALE),
				Scenario.merge("186 no replicas again", W + "/s", "{'spec':{'replicas':null}}"),
				Scenario.merge("186 null where nothing is", SCALE, "{'spec':{'replicas':null}}"),
				Scenario.merge("186 nothing again", W + "/s", "{'spec':{'replicas':null}}"),
				Scenario.merge("186 nothing where nothing is", SCALE, "{}"),
				put("186 update without replicas", "'name':'s'", ""),
				Scenario.merge("186 replicas", SCALE, "{'spec':{'replicas':3}}"));
	}

	private static List<Scenario> updatesOfScales() {
		return List.of(put("186 update", "'name':'s'", "'replicas':5"),
				put("186 the same again", "'name':'s'", "'replicas':5"),
				put("186 with the present version", "'name':'s','resourceVersion':'RV(s)'", "'replicas':6"),
				put("186 with an old version", "'name':'s','resourceVersion':'1'", "'replicas':7"),
				put("186 with version zero", "'name':'s','resourceVersion':'0'", "'replicas':7"),
				put("186 with no version", "'name':'s','resourceVersion':'abc'", "'replicas':7"),
				put("186 with another uid", "'name':'s','uid':'x'", "'replicas':7"),
				put("186 with another name", "'name':'t'", "'replicas':7"), put("186 without name", "", "'replicas':7"),
				put("186 with another namespace", "'name':'s','namespace':'other'", "'replicas':7"),
				put("186 with more metadata", "'name':'s','labels':{'x':'y'},'finalizers':['x/y']", "'replicas':7"),
				Scenario.get("186 metadata is not touched", W + "/s"),
				put("186 negative update", "'name':'s'", "'replicas':-1"),
				Scenario.send("186 dry run", "PUT", SCALE + "?dryRun=All", scale("'name':'s'", "'replicas':9")),
				Scenario.send("186 unknown dry run", "PUT", SCALE + "?dryRun=Foo", scale("'name':'s'", "'replicas':9")),
				Scenario.get("186 after the dry run", SCALE),
				Scenario.send("186 missing", "PUT", W + "/missing/scale", scale("'name':'missing'", "'replicas':9")),
				Scenario.merge("186 patch of a missing one", W + "/missing/scale", "{}"),
				Scenario.get("185 missing", W + "/missing/scale"));
	}

	private static List<Scenario> patchesOfScales() {
		return List.of(Scenario.json("186 JSON patch", SCALE, "[{'op':'replace','path':'/spec/replicas','value':4}]"),
				Scenario.json("186 JSON patch of the status", SCALE,
						"[{'op':'replace','path':'/status/replicas','value':4}]"),
				Scenario.json("186 failing test", SCALE, "[{'op':'test','path':'/spec/replicas','value':9}]"),
				Scenario.json("186 passing test", SCALE,
						"[{'op':'test','path':'/spec/replicas','value':4},{'op':'remove','path':'/spec/replicas'}]"),
				Scenario.merge("186 negative patch", SCALE, "{'spec':{'replicas':-5}}"),
				Scenario.merge("186 patch of the name", SCALE, "{'metadata':{'name':'t'}}"),
				Scenario.merge("186 patch with an old version", SCALE,
						"{'metadata':{'resourceVersion':'1'},'spec':{'replicas':8}}"),
				Scenario.merge("186 patch of the version to null", SCALE,
						"{'metadata':{'resourceVersion':null},'spec':{'replicas':8}}"),
				Scenario.merge("186 patch of the uid", SCALE, "{'metadata':{'uid':'x'},'spec':{'replicas':9}}"),
				Scenario.merge("186 dry run of a patch", SCALE + "?dryRun=All", "{'spec':{'replicas':3}}"),
				Scenario.get("186 after all patches", SCALE));
	}

	private static List<Scenario> foreignScales() {
		return List.of(Scenario.send("187 version of the parent", "PUT", SCALE, widget("'name':'s'", "")),
				Scenario.send("187 another version", "PUT", SCALE,
						scale("'name':'s'", "'replicas':7").replace("autoscaling/v1", "autoscaling/v2")),
				Scenario.send("187 another kind", "PUT", SCALE,
						scale("'name':'s'", "'replicas':7").replace("'Scale'", "'Foo'")),
				put("187 replicas of a text", "'name':'s'", "'replicas':'x'"),
				put("187 replicas of a fraction", "'name':'s'", "'replicas':1.5"),
				put("187 replicas beyond int32", "'name':'s'", "'replicas':3000000000"),
				Scenario.send("187 no kind", "PUT", SCALE, "{'metadata':{'name':'s'},'spec':{'replicas':7}}"),
				Scenario.send("187 empty object", "PUT", SCALE, "{}"), Scenario.send("187 null", "PUT", SCALE, "null"),
				Scenario.send("187 list", "PUT", SCALE, "[]"),
				Scenario.send("187 YAML", "PUT", SCALE,
						"apiVersion: autoscaling/v1\nkind: Scale\nmetadata: {name: s}\nspec: {replicas: 2}\n",
						"Content-Type", "application/yaml"),
				Scenario.send("184 POST of a scale", "POST", SCALE, scale("'name':'s'", "'replicas':9")),
				Scenario.send("184 DELETE of a scale", "DELETE", SCALE, ""));
	}

	private static List<Scenario> formsOfScales() {
		List<Scenario> all = new ArrayList<>();
		all.add(Scenario.merge("185 status behind the scale", STATUS,
				"{'status':{'replicas':2,'selector':'a=b,c in (d)'}}"));
		for (String[] form : new String[][] { { "table", TABLE }, { "table or JSON", TABLE + ",application/json" },
				{ "metadata", PARTIAL }, { "YAML", "application/yaml" },
				{ "indented JSON", "application/json;pretty=1" },
				{ "protocol buffers or JSON", "application/vnd.kubernetes.protobuf;q=0.1,application/json" } }) {
			all.add(Scenario.get("185 as " + form[0], SCALE, "Accept", form[1]));
			all.add(Scenario.send("186 patch as " + form[0], "PATCH", SCALE, "{'spec':{'replicas':3}}", "Accept",
					form[1], "Content-Type", "application/merge-patch+json"));
		}
		all.add(Scenario.get("185 pretty", SCALE + "?pretty=true"));
		all.add(Scenario.get("185 table with objects", SCALE + "?includeObject=Object", "Accept", TABLE));
		all.add(Scenario.get("185 any version", SCALE + "?resourceVersion=0"));
		all.add(Scenario.get("185 export", SCALE + "?export=true"));
		all.add(Scenario.get("185 watch", SCALE + "?watch=1"));
		return all;
	}

	private static List<Scenario> objectsThatNoScaleShows() {
		List<Scenario> all = new ArrayList<>();
		for (String replicas : List.of("'x'", "1.5", "true", "[1,'a',null]", "{'b':1,'a':{}}", "3000000000", "-3",
				"2147483647", "1")) {
			all.add(Scenario.merge("replicas of " + replicas, W + "/s", "{'spec':{'replicas':" + replicas + "}}"));
		}
		all.add(Scenario.merge("spec of a text", W + "/s", "{'spec':'x'}"));
		all.add(Scenario.send("create with negative replicas", "POST", W,
				widget("'name':'t'", "").replace("'size':1", "'replicas':-1")));
		for (String status : List.of("{'replicas':'x'}", "{'replicas':-2,'selector':''}", "{'replicas':1.5}",
				"{'selector':5}", "{'selector':{'a':'b'}}", "'x'", "[1]", "null")) {
			all.add(Scenario.merge("status of " + status, STATUS, "{'status':" + status + "}"));
			all.add(Scenario.get("scale beside the status of " + status, SCALE));
		}
		return all;
	}

	private static List<Scenario> statuses() {
		return List.of(Scenario.send("183 update", "PUT", STATUS,
				"{'apiVersion':'GROUP/v1','kind':'Widget','metadata':{'name':'s',"
						+ "'resourceVersion':'RV(s)','labels':{'a':'b'},'annotations':{'x':'y'},'finalizers':['x/y']},"
						+ "'spec':{'size':9},'other':1,'status':{'phase':'x'}}"),
				Scenario.get("183 only the status", W + "/s"), Scenario.get("183 get", STATUS),
				Scenario.get("183 table", STATUS, "Accept", TABLE),
				Scenario.send("183 null", "PUT", STATUS,
						widget("'name':'s','resourceVersion':'RV(s)'", ",'status':null")),
				Scenario.send("183 absent", "PUT", STATUS, widget("'name':'s','resourceVersion':'RV(s)'", "")),
				Scenario.send("183 labels that are no labels", "PUT", STATUS,
						widget("'name':'s','resourceVersion':'RV(s)','labels':{'a b':'c d'}", ",'status':{'a':1}")),
				Scenario.send("183 another kind", "PUT", STATUS,
						"{'apiVersion':'GROUP/v1','kind':'Gadget','metadata':{'name':'s','resourceVersion':'RV(s)'},"
								+ "'status':{'a':1}}"),
				Scenario.send("183 dry run", "PUT", STATUS + "?dryRun=All",
						widget("'name':'s','resourceVersion':'RV(s)'", ",'status':{'a':7}")),
				Scenario.merge("183 no change", STATUS, "{'status':{'a':1}}"),
				Scenario.json("183 JSON patch", STATUS,
						"[{'op':'add','path':'/status/b','value':2},{'op':'add','path':'/spec/z','value':2}]"),
				Scenario.merge("183 patch of labels", STATUS, "{'metadata':{'labels':{'a':'b'}}}"),
				Scenario.merge("183 patch of the kind", STATUS, "{'kind':'Foo'}"),
				Scenario.merge("183 patch takes the status away", STATUS, "{'status':null}"),
				Scenario.send("115 the object leaves the status", "PUT", W + "/s",
						widget("'name':'s','resourceVersion':'RV(s)'", ",'status':{'zzz':1}")));
	}

	private static List<Scenario> refusedStatuses() {
		return List.of(Scenario.send("184 without version", "PUT", STATUS, widget("'name':'s'", ",'status':{'a':1}")),
				Scenario.send("184 old version", "PUT", STATUS,
						widget("'name':'s','resourceVersion':'1'", ",'status':{'a':1}")),
				Scenario.send("184 another uid", "PUT", STATUS,
						widget("'name':'s','resourceVersion':'RV(s)','uid':'x'", ",'status':{'a':1}")),
				Scenario.send("184 another name", "PUT", STATUS,
						widget("'name':'t','resourceVersion':'RV(s)'", ",'status':{'a':1}")),
				Scenario.send("184 another namespace", "PUT", STATUS,
						widget("'name':'s','namespace':'o','resourceVersion':'RV(s)'", ",'status':{'a':1}")),
				Scenario.send("184 another version", "PUT", STATUS,
						"{'apiVersion':'GROUP/v2','kind':'Widget','metadata':{'name':'s','resourceVersion':'RV(s)'}}"),
				Scenario.send("184 labels of a number", "PUT", STATUS,
						widget("'name':'s','resourceVersion':'RV(s)','labels':5", ",'status':{'a':1}")),
				Scenario.send("184 status of a text", "PUT", STATUS,
						widget("'name':'s','resourceVersion':'RV(s)'", ",'status':'x'")),
				Scenario.merge("184 patch with an old version", STATUS,
						"{'metadata':{'resourceVersion':'1'},'status':{'q':1}}"),
				Scenario.merge("184 patch of the name", STATUS, "{'metadata':{'name':'t'}}"),
				Scenario.send("184 update of a missing one", "PUT", W + "/missing/status",
						widget("'name':'missing','resourceVersion':'5'", ",'status':{'a':1}")),
				Scenario.merge("184 patch of a missing one", W + "/missing/status", "{}"),
				Scenario.get("184 get of a missing one", W + "/missing/status"),
				Scenario.send("184 POST of a status", "POST", STATUS, widget("'name':'s'", "")),
				Scenario.send("184 DELETE of a status", "DELETE", STATUS, ""),
				Scenario.send("184 delete the object", "DELETE", W + "/s", ""));
	}

	private static Scenario put(String name, String metadata, String spec) {
		return Scenario.send(name, "PUT", SCALE, scale(metadata, spec));
	}

	private static String scale(String metadata, String spec) {
		return "{'apiVersion':'autoscaling/v1','kind':'Scale','metadata':{" + metadata + "},'spec':{" + spec + "}}";
	}

	private static String widget(String metadata, String more) {
		return "{'apiVersion':'GROUP/v1','kind':'Widget','metadata':{" + metadata + "},'spec':{'size':1}" + more + "}";
	}

}
