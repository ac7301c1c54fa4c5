package io.kubespring.conformance.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Deletions: options, finalizers, policies, preconditions and collections. What the
 * garbage collector would change before the next request is only asked in dry runs.
 */
final class DeletionScenarios {

	static final String NAMESPACE = "deletion";

	private static final String W = "/apis/GROUP/v1/namespaces/" + NAMESPACE + "/widgets";

	private static final String UNSAFE = "'ignoreStoreReadErrorWithClusterBreakingPotential':true";

	private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

	private static final String PARTIAL = "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io";

	private static final String PARTIAL_LIST = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";

	private DeletionScenarios() {
	}

	static List<Scenario> scenarios() {
		return Stream.of(options(), unsafe(), forms(), finalizers(), policies(), collections())
			.flatMap(List::stream)
			.toList();
	}

	private static List<Scenario> options() {
		List<Scenario> all = new ArrayList<>();
		all.add(create("kept", ""));
		String[][] refused = { { "160 empty uid", "{'preconditions':{'uid':''}}" },
				{ "160 empty version", "{'preconditions':{'resourceVersion':''}}" },
				{ "160 uid before version", "{'preconditions':{'uid':'x','resourceVersion':'1'}}" },
				{ "160 uid of a number", "{'preconditions':{'uid':5}}" },
				{ "160 preconditions of a text", "{'preconditions':'x'}" },
				{ "grace of a text", "{'gracePeriodSeconds':'5'}" },
				{ "grace of a fraction", "{'gracePeriodSeconds':1.5}" },
				{ "grace beyond all numbers", "{'gracePeriodSeconds':99999999999999999999}" },
				{ "158 policy of a number", "{'propagationPolicy':5}" },
				{ "158 unknown policy of a body", "{'propagationPolicy':'Bad'}" },
				{ "158 empty policy", "{'propagationPolicy':''}" },
				{ "158 two policies of a body", "{'propagationPolicy':'Orphan','orphanDependents':true}" },
				{ "158 old policy of a text", "{'orphanDependents':'x'}" },
				{ "159 dry run of a text", "{'dryRun':'All'}" }, { "159 unknown dry run", "{'dryRun':['Foo']}" },
				{ "159 one unknown dry run", "{'dryRun':['All','Foo']}" },
				{ "162 a Status", "{'kind':'Status','apiVersion':'v1'}" },
				{ "162 a widget", "{'kind':'Widget','apiVersion':'GROUP/v1'}" },
				{ "162 nobody's kind", "{'kind':'Foo','apiVersion':'foo/v1'}" },
				{ "162 version of a number", "{'kind':'DeleteOptions','apiVersion':5}" },
				{ "162 version of three parts", "{'kind':'DeleteOptions','apiVersion':'a/b/c'}" }, { "a list", "[]" },
				{ "a text", "'x'" }, { "a number", "5" }, { "a boolean", "true" } };
		for (String[] body : refused) {
			all.add(Scenario.send(body[0], "DELETE", W + "/kept", body[1]));
		}
		for (String query : List.of("gracePeriodSeconds=", "gracePeriodSeconds=x", "gracePeriodSeconds=1.5",
				"orphanDependents=x&dryRun=All", "propagationPolicy=", "dryRun=", "dryRun=Foo", "dryRun=All&dryRun=All",
				"uid=x", "resourceVersion=1", "uid=x&resourceVersion=1", "uid=&resourceVersion=&dryRun=All",
				"gracePeriodSeconds=-5&dryRun=All", "orphanDependents=&dryRun=All", "pretty=true&dryRun=All")) {
			all.add(Scenario.send("options of the query " + query, "DELETE", W + "/kept?" + query, ""));
		}
		all.add(Scenario.get("after all refusals", W + "/kept"));
		for (String version : List.of("v1", "meta.k8s.io/v1", "GROUP/v1", "policy/v1beta1", "v2", "nope/v7", "")) {
			all.add(Scenario.send("162 create for version '" + version + "'", "POST", W, widget("'name':'versioned'")));
			all.add(Scenario.send("162 options of version '" + version + "'", "DELETE", W + "/versioned",
					"{'kind':'DeleteOptions','apiVersion':'" + version + "'}"));
		}
		return all;
	}

	private static List<Scenario> unsafe() {
		return List.of(Scenario.send("unsafe", "DELETE", W + "/kept", "{" + UNSAFE + "}"),
				Scenario.send("unsafe of the query", "DELETE",
						W + "/kept?ignoreStoreReadErrorWithClusterBreakingPotential=true", ""),
				Scenario.send("unsafe dry run", "DELETE", W + "/kept", "{" + UNSAFE + ",'dryRun':['All']}"),
				Scenario.send("unsafe and preconditions", "DELETE", W + "/kept",
						"{" + UNSAFE + ",'preconditions':{'uid':'x'}}"),
				Scenario.send("unsafe and policy", "DELETE", W + "/kept",
						"{" + UNSAFE + ",'propagationPolicy':'Orphan'}"),
				Scenario.send("unsafe and everything", "DELETE", W + "/kept",
						"{" + UNSAFE + ",'gracePeriodSeconds':5,'orphanDependents':true,'propagationPolicy':'Orphan',"
								+ "'preconditions':{'uid':'x'}}"),
				Scenario.send("unsafe of a text", "DELETE", W + "/kept", "{" + UNSAFE.replace("true", "'x'") + "}"),
				Scenario.send("unsafe and missing", "DELETE", W + "/missing", "{" + UNSAFE + "}"),
				Scenario.send("unsafe collection", "DELETE", W, "{" + UNSAFE + "}"), Scenario.send("not unsafe",
						"DELETE", W + "/kept?ignoreStoreReadErrorWithClusterBreakingPotential=false&dryRun=All", ""));
	}

	private static List<Scenario> forms() {
		return List.of(
				Scenario.send("missing before preconditions", "DELETE", W + "/missing",
						"{'preconditions':{'uid':'x'}}"),
				Scenario.send("options before missing", "DELETE", W + "/missing?propagationPolicy=Bad", ""),
				Scenario.send("dry run of a missing one", "DELETE", W + "/missing?dryRun=All", ""),
				Scenario.send("charset", "DELETE", W + "/kept", "{'dryRun':['All']}", "Content-Type",
						"application/json; charset=utf-8"),
				Scenario.send("upper case", "DELETE", W + "/kept", "{'dryRun':['All']}", "Content-Type",
						"APPLICATION/JSON"),
				Scenario.send("unknown members", "DELETE", W + "/kept",
						"{'dryRun':['All'],'foo':1,'PropagationPolicy':'Bad','preconditions':{'bar':2}}"),
				Scenario.send("YAML", "DELETE", W + "/kept",
						"kind: DeleteOptions\ndryRun: [All]\npropagationPolicy: Orphan\n", "Content-Type",
						"application/yaml"),
				Scenario.send("type of a body that is not there", "DELETE", W + "/kept?dryRun=All", "", "Content-Type",
						"text/plain"),
				Scenario.send("status as YAML", "DELETE", W + "/kept?dryRun=All", "", "Accept", "application/yaml"),
				Scenario.send("status as table", "DELETE", W + "/kept?dryRun=All", "", "Accept", TABLE),
				Scenario.send("status as metadata", "DELETE", W + "/kept?dryRun=All", "", "Accept", PARTIAL),
				create("body-null", ""), Scenario.send("162 null", "DELETE", W + "/body-null", "null"),
				create("body-empty", ""), Scenario.send("162 empty object", "DELETE", W + "/body-empty", "{}"));
	}

	private static List<Scenario> finalizers() {
		return List.of(create("held", ",'finalizers':['x/y']"),
				Scenario.send("154 dry run", "DELETE", W + "/held?dryRun=All", ""),
				Scenario.send("154 object as table", "DELETE", W + "/held?dryRun=All", "", "Accept", TABLE),
				Scenario.send("154 object as metadata", "DELETE", W + "/held?dryRun=All", "", "Accept", PARTIAL),
				Scenario.send("157 dry run of the old form", "DELETE", W + "/held",
						"{'orphanDependents':false,'dryRun':['All']}"),
				Scenario.get("154 not yet", W + "/held"),
				Scenario.send("154 with grace", "DELETE", W + "/held?gracePeriodSeconds=30", ""),
				Scenario.send("154 without grace", "DELETE", W + "/held?gracePeriodSeconds=0", ""),
				Scenario.send("154 once more as dry run", "DELETE", W + "/held?dryRun=All", ""),
				Scenario.send("160 of a terminating one", "DELETE", W + "/held", "{'preconditions':{'uid':'x'}}"),
				Scenario.send("157 old form of a terminating one", "DELETE", W + "/held", "{'orphanDependents':false}"),
				Scenario.send("81 create as dry run meanwhile", "POST", W + "?dryRun=All", widget("'name':'held'")),
				Scenario.merge("156 several finalizers", W + "/held",
						"{'metadata':{'finalizers':['x/y','z/z','a/a','z/z']}}"),
				Scenario.merge("change of a terminating one", W + "/held", "{'spec':{'size':9}}"),
				Scenario.merge("status of a terminating one", W + "/held/status", "{'status':{'replicas':9}}"),
				Scenario.merge("scale of a terminating one", W + "/held/scale", "{'spec':{'replicas':9}}"),
				Scenario.merge("other deletion time", W + "/held",
						"{'metadata':{'deletionTimestamp':'2001-01-01T00:00:00Z'}}"),
				Scenario.merge("no deletion time", W + "/held",
						"{'metadata':{'deletionTimestamp':null,'deletionGracePeriodSeconds':null}}"),
				Scenario.merge("other grace", W + "/held", "{'metadata':{'deletionGracePeriodSeconds':5}}"),
				Scenario.merge("155 dry run", W + "/held?dryRun=All", "{'metadata':{'finalizers':null}}"),
				Scenario.merge("155 through the status", W + "/held/status", "{'metadata':{'finalizers':null}}"),
				Scenario.get("155 still there", W + "/held"),
				Scenario.merge("155 with other changes", W + "/held",
						"{'metadata':{'finalizers':null,'labels':{'last':'one'}},'spec':{'size':77}}"),
				Scenario.get("155 gone", W + "/held"), create("held-again", ",'finalizers':['x/y']"),
				Scenario.send("154 held again", "DELETE", W + "/held-again", ""),
				Scenario.json("155 by a JSON patch", W + "/held-again",
						"[{'op':'remove','path':'/metadata/finalizers'}]"),
				Scenario.get("155 gone again", W + "/held-again"));
	}

	private static List<Scenario> policies() {
		List<Scenario> all = new ArrayList<>();
		for (String finalizer : List.of("none", "orphan", "foregroundDeletion")) {
			String name = "policy-" + finalizer.toLowerCase(Locale.ROOT);
			all.add(create(name,
					finalizer.equals("none") ? ",'finalizers':['x/y']" : ",'finalizers':['" + finalizer + "','x/y']"));
			for (String option : List.of("", "&propagationPolicy=Orphan", "&propagationPolicy=Foreground",
					"&propagationPolicy=Background", "&orphanDependents=true", "&orphanDependents=false")) {
				all.add(Scenario.send("157 " + finalizer + option, "DELETE", W + "/" + name + "?dryRun=All" + option,
						""));
			}
			all.add(Scenario.merge("157 release " + finalizer, W + "/" + name, "{'metadata':{'finalizers':null}}"));
		}
		all.add(create("only-orphan", ",'finalizers':['orphan']"));
		all.add(Scenario.send("157 dry run that takes all finalizers", "DELETE",
				W + "/only-orphan?dryRun=All&propagationPolicy=Background", ""));
		all.add(Scenario.send("157 background takes all finalizers", "DELETE",
				W + "/only-orphan?propagationPolicy=Background", ""));
		all.add(create("plain", ""));
		all.add(Scenario.send("157 dry run of the collector's finalizer", "DELETE",
				W + "/plain?dryRun=All&propagationPolicy=Foreground", ""));
		all.add(Scenario.send("157 background of a plain one", "DELETE", W + "/plain?propagationPolicy=Background",
				""));
		return all;
	}

	private static List<Scenario> collections() {
		return List.of(create("c1", ",'labels':{'c':'1'}"), create("c2", ",'labels':{'c':'1'},'finalizers':['x/y']"),
				create("c3", ",'labels':{'c':'2'}"),
				Scenario.send("163 no such label", "DELETE", W + "?labelSelector=no%3Dne", ""),
				Scenario.send("163 dry run", "DELETE", W + "?labelSelector=c&dryRun=All", ""),
				Scenario.send("163 as table", "DELETE", W + "?labelSelector=c&dryRun=All", "", "Accept", TABLE),
				Scenario.send("163 as metadata", "DELETE", W + "?labelSelector=c&dryRun=All", "", "Accept",
						PARTIAL_LIST),
				Scenario.send("163 pretty", "DELETE", W + "?labelSelector=c&dryRun=All&pretty=true", ""),
				Scenario.send("163 malformed selector", "DELETE", W + "?labelSelector=a=b=c", ""),
				Scenario.send("163 unknown policy", "DELETE", W + "?propagationPolicy=Bad", ""),
				Scenario.send("163 other uid", "DELETE", W + "?labelSelector=c", "{'preconditions':{'uid':'x'}}"),
				Scenario.get("163 untouched", W + "?labelSelector=c"),
				Scenario.send("163 a page as dry run", "DELETE", W + "?limit=1&dryRun=All", ""),
				Scenario.send("163 a page of the labelled as dry run", "DELETE",
						W + "?labelSelector=c&limit=2&dryRun=All", ""),
				Scenario.send("163 a page that holds all", "DELETE", W + "?labelSelector=c&limit=500&dryRun=All", ""),
				Scenario.send("163 no number of objects", "DELETE", W + "?limit=abc", ""),
				Scenario.send("163 no token", "DELETE", W + "?continue=abc", ""),
				Scenario.send("163 match without version", "DELETE", W + "?resourceVersionMatch=Exact", ""),
				Scenario.send("163 any version", "DELETE", W + "?labelSelector=no%3Dne&resourceVersion=0", ""),
				create("page-1", ",'labels':{'page':'x'}"), create("page-2", ",'labels':{'page':'x'}"),
				Scenario.send("163 first page", "DELETE",
						W + "?fieldSelector=metadata.name!%3Dkept&labelSelector=page&limit=1", ""),
				Scenario.get("163 second page is left", W + "?labelSelector=page"),
				Scenario.send("163 in their old state", "DELETE", W + "?labelSelector=c%3D1", ""),
				Scenario.get("163 one is held", W + "?labelSelector=c"),
				Scenario.send("163 once more", "DELETE", W + "?labelSelector=c%3D1", ""),
				Scenario.merge("163 release", W + "/c2", "{'metadata':{'finalizers':null}}"),
				Scenario.send("163 by name", "DELETE", W + "?fieldSelector=metadata.name%3Dc3", ""),
				Scenario.send("163 everything", "DELETE", W, ""), Scenario.get("163 nothing is left", W));
	}

	private static Scenario create(String name, String metadata) {
		return Scenario.send("create " + name + metadata, "POST", W, widget("'name':'" + name + "'" + metadata));
	}

	private static String widget(String metadata) {
		return "{'apiVersion':'GROUP/v1','kind':'Widget','metadata':{" + metadata + "},'spec':{'size':1}}";
	}

}
