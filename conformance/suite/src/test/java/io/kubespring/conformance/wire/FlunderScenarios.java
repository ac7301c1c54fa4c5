package io.kubespring.conformance.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.kubespring.conformance.cluster.RawClient;
import org.awaitility.Awaitility;

/**
 * Flunders in both versions: conversion, defaults, validation, the deprecated version's
 * warning and the ban on names.
 */
final class FlunderScenarios {

	static final String NAMESPACE = "versions";

	private static final String NEW = "/apis/GROUP/v1beta1/namespaces/" + NAMESPACE + "/flunders";

	private static final String OLD = "/apis/GROUP/v1alpha1/namespaces/" + NAMESPACE + "/flunders";

	private static final String BANNED = "banned";

	/**
	 * Specs in the newer version, and what they are to a reader.
	 */
	private static final Map<String, String> SPECS = new TreeMap<>(Map.ofEntries(Map.entry("nothing", "{}"),
			Map.entry("flunder", "{'flunderReference':'x','referenceType':'Flunder'}"),
			Map.entry("fischer", "{'fischerReference':'x','referenceType':'Fischer'}"),
			Map.entry("both", "{'flunderReference':'x','fischerReference':'y','referenceType':'Flunder'}"),
			Map.entry("no type", "{'flunderReference':'x'}"),
			Map.entry("no type of fischer", "{'fischerReference':'x'}"),
			Map.entry("wrong type", "{'flunderReference':'x','referenceType':'Fischer'}"),
			Map.entry("no flunder", "{'referenceType':'Flunder'}"),
			Map.entry("no fischer", "{'referenceType':'Fischer'}"),
			Map.entry("unknown type", "{'referenceType':'Nope'}"),
			Map.entry("unknown type and reference", "{'flunderReference':'x','referenceType':'Nope'}"),
			Map.entry("empty texts", "{'flunderReference':'','fischerReference':'','referenceType':''}"),
			Map.entry("nulls", "{'flunderReference':null,'referenceType':null}")));

	/**
	 * Specs in the older version.
	 */
	private static final Map<String, String> OLD_SPECS = new TreeMap<>(Map.ofEntries(Map.entry("nothing", "{}"),
			Map.entry("no type", "{'reference':'x'}"), Map.entry("empty type", "{'reference':'x','referenceType':''}"),
			Map.entry("flunder", "{'reference':'x','referenceType':'Flunder'}"),
			Map.entry("fischer", "{'reference':'x','referenceType':'Fischer'}"),
			Map.entry("unknown type", "{'reference':'x','referenceType':'Nope'}"),
			Map.entry("no reference", "{'referenceType':'Fischer'}"), Map.entry("empty reference", "{'reference':''}"),
			Map.entry("null type", "{'reference':'x','referenceType':null}")));

	private FlunderScenarios() {
	}

	/**
	 * Ban a name, and wait until the server heeds it.
	 */
	static void ban(RawClient server) {
		server.send("POST", "/apis/wardle.example.com/v1alpha1/fischers",
				"{\"apiVersion\":\"wardle.example.com/v1alpha1\",\"kind\":\"Fischer\","
						+ "\"metadata\":{\"name\":\"suite\"},\"disallowedFlunders\":[\"" + BANNED + "\"]}",
				Map.of("Content-Type", "application/json"));
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(200))
			.until(() -> server
				.send("POST", "/apis/wardle.example.com/v1beta1/namespaces/default/flunders?dryRun=All",
						flunder("v1beta1", BANNED, "{}").replace("GROUP", "wardle.example.com").replace('\'', '"'),
						Map.of("Content-Type", "application/json"))
				.body()
				.contains("this name may not be used"));
	}

	static List<Scenario> scenarios() {
		List<Scenario> all = new ArrayList<>();
		SPECS.forEach((name, spec) -> all.addAll(created(NEW, OLD, "v1beta1", name, spec)));
		OLD_SPECS.forEach((name, spec) -> all.addAll(created(OLD, NEW, "v1alpha1", name, spec)));
		all.addAll(changes());
		all.addAll(refusals());
		all.addAll(collections());
		return all;
	}

	private static List<Scenario> created(String here, String there, String version, String name, String spec) {
		String id = name.replace(' ', '-') + "-" + version;
		return List.of(Scenario.send(version + " " + name, "POST", here, flunder(version, id, spec)),
				Scenario.get(version + " " + name + ", read", here + "/" + id),
				Scenario.get(version + " " + name + ", read in the other", there + "/" + id));
	}

	private static List<Scenario> changes() {
		String a = flunder("v1beta1", "a", "{'flunderReference':'x','referenceType':'Flunder'}");
		return List.of(Scenario.send("a", "POST", NEW, a),
				Scenario.merge("older patch", OLD + "/a", "{'spec':{'reference':'y'}}"),
				Scenario.get("after older patch", NEW + "/a"),
				Scenario.merge("older patch of the type", OLD + "/a", "{'spec':{'referenceType':'Fischer'}}"),
				Scenario.get("after older patch of the type", NEW + "/a"),
				Scenario.json("older JSON patch", OLD + "/a",
						"[{'op':'test','path':'/spec/reference','value':'y'},"
								+ "{'op':'replace','path':'/spec/reference','value':'z'}]"),
				Scenario.json("newer JSON patch of an older path", NEW + "/a",
						"[{'op':'test','path':'/spec/reference','value':'z'}]"),
				Scenario.merge("newer patch", NEW + "/a", "{'spec':{'fischerReference':'w'}}"),
				Scenario.get("after newer patch", OLD + "/a"), Scenario.merge("patch of nothing", OLD + "/a", "{}"),
				Scenario.send("older update", "PUT", OLD + "/a", updated("v1alpha1", "{'reference':'u'}")),
				Scenario.get("after older update", NEW + "/a"),
				Scenario.send("update to what the storage cannot hold", "PUT", NEW + "/a",
						updated("v1beta1", "{'flunderReference':'x','fischerReference':'y','referenceType':'Nope'}")),
				Scenario.get("after it", OLD + "/a"),
				Scenario.send("update to both", "PUT", NEW + "/a",
						updated("v1beta1",
								"{'flunderReference':'x','fischerReference':'y','referenceType':'Flunder'}")),
				Scenario.get("after update to both", OLD + "/a"),
				Scenario.send("older delete", "DELETE", OLD + "/a", ""), Scenario.get("gone", NEW + "/a"));
	}

	private static String updated(String version, String spec) {
		return flunder(version, "a", spec).replace("'name':'a'", "'name':'a','resourceVersion':'RV(a)'");
	}

	private static List<Scenario> refusals() {
		List<Scenario> refusals = new ArrayList<>(List.of(
				Scenario.send("other version in the body", "POST", OLD, flunder("v1beta1", "n", "{}")),
				Scenario.send("other version in the body of the newer", "POST", NEW, flunder("v1alpha1", "n", "{}")),
				Scenario.send("banned", "POST", NEW, flunder("v1beta1", BANNED, "{}")),
				Scenario.send("banned in the older", "POST", OLD, flunder("v1alpha1", BANNED, "{}")),
				Scenario.send("banned and invalid", "POST", NEW,
						flunder("v1beta1", BANNED, "{'referenceType':'Nope'}")),
				Scenario.send("banned dry run", "POST", NEW + "?dryRun=All", flunder("v1beta1", BANNED, "{}")),
				Scenario.send("invalid and no name", "POST", NEW, flunder("v1beta1", "", "{'referenceType':'Nope'}")),
				Scenario.send("name of a path segment", "POST", NEW, flunder("v1beta1", "Upper_Case", "{}")),
				Scenario.send("name of two segments", "POST", NEW, flunder("v1beta1", "a/b", "{}"))));
		for (String type : List.of("application/json", "application/yaml")) {
			refusals.add(Scenario.get("older missing as " + type, OLD + "/missing", "Accept", type));
		}
		refusals.add(Scenario.get("older unacceptable", OLD, "Accept", "application/xml"));
		refusals.add(Scenario.send("older unsupported body", "POST", OLD, "x", "Content-Type", "text/plain"));
		refusals.add(Scenario.send("older bad body", "POST", OLD, "{"));
		return refusals;
	}

	private static List<Scenario> collections() {
		String one = flunder("v1beta1", "one", "{'flunderReference':'x','referenceType':'Flunder'}");
		return List.of(Scenario.send("delete all", "DELETE", OLD, ""), Scenario.send("one", "POST", NEW, one),
				Scenario.send("two", "POST", OLD, flunder("v1alpha1", "two", "{'reference':'y'}")),
				Scenario.get("newer list", NEW), Scenario.get("older list", OLD),
				Scenario.get("older page", OLD + "?limit=1"),
				Scenario.get("older page of the newer", NEW + "?limit=1&continue=CONTINUE"),
				Scenario.watches("watch",
						List.of(Scenario.get("newer", NEW + "?watch=1"), Scenario.get("older", OLD + "?watch=1")),
						List.of(Scenario.merge("change", OLD + "/one", "{'spec':{'reference':'z'}}"),
								Scenario.send("remove", "DELETE", NEW + "/two", ""))),
				Scenario.get("older metadata", OLD, "Accept",
						"application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"),
				Scenario.send("delete all of the newer", "DELETE", NEW, ""), Scenario.get("nothing left", OLD));
	}

	private static String flunder(String version, String name, String spec) {
		return "{'apiVersion':'GROUP/" + version + "','kind':'Flunder','metadata':{'name':'" + name + "'},'spec':"
				+ spec + "}";
	}

}
