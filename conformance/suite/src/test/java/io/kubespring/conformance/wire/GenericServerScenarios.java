package io.kubespring.conformance.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * What a generic server answers whatever the kind.
 */
final class GenericServerScenarios {

	static final String NAMESPACE = "default";

	private static final String F = "/apis/GROUP/VERSION/namespaces/" + NAMESPACE + "/flunders";

	/**
	 * The token that begins at {@code ../../x}.
	 */
	private static final String UPWARDS = "eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6NSwic3RhcnQiOiIuLi8uLi94In0";

	private GenericServerScenarios() {
	}

	static List<Scenario> scenarios() {
		List<Scenario> all = new ArrayList<>(routing());
		all.addAll(lists());
		all.addAll(life());
		return all;
	}

	private static List<Scenario> routing() {
		return List.of(Scenario.send("17 POST /apis", "POST", "/apis", "").directly(),
				Scenario.get("19 unknown version", "/apis/GROUP/v9").directly(),
				Scenario.get("20 unknown resource", "/apis/GROUP/VERSION/namespaces/default/nothings"),
				Scenario.get("188 unknown subresource", F + "/a/nosuch"),
				Scenario.send("23 HEAD", "HEAD", F, "").directly(),
				Scenario.send("23 OPTIONS", "OPTIONS", F, "").directly(),
				Scenario.send("80 create everywhere", "POST", "/apis/GROUP/VERSION/flunders", "{}"),
				Scenario.send("80 create of one", "POST", F + "/a", "{}"),
				Scenario.send("164 delete everywhere", "DELETE", "/apis/GROUP/VERSION/flunders", ""),
				Scenario.get("trailing slash", F + "/"), Scenario.get("84 export", F + "/a?export=true"),
				Scenario.get("85 name", F + "/a%25b"), Scenario.get("177 watch of nothing", F + "/a/watch"));
	}

	private static List<Scenario> lists() {
		return List.of(Scenario.get("90 token that is not base64", F + "?continue=!!"),
				Scenario.get("90 token of an unknown version", F + "?continue=e30"),
				Scenario.get("90 token of no JSON", F + "?continue=garbage"),
				Scenario.get("91 bad token and version", F + "?continue=!!&resourceVersion=5"),
				Scenario.get("91 token and match", F + "?continue=x&resourceVersionMatch=Exact"),
				Scenario.get("91 path upwards", F + "?continue=" + UPWARDS),
				Scenario.get("91 path upwards and selector", F + "?labelSelector=a&continue=" + UPWARDS),
				Scenario.get("94 exact zero", F + "?resourceVersion=0&resourceVersionMatch=Exact"),
				Scenario.get("95 unknown match", F + "?resourceVersion=5&resourceVersionMatch=Foo"),
				Scenario.get("92 limit", F + "?limit=abc"),
				Scenario.get("88 page of nothing", F + "?limit=5&labelSelector=no%3Dbody"));
	}

	private static List<Scenario> life() {
		String flunder = "{'apiVersion':'GROUP/VERSION','kind':'Flunder','metadata':{'name':'a','labels':{'x':'y'}}}";
		return List.of(Scenario.get("86 empty list", F), Scenario.get("83 missing", F + "/missing"),
				Scenario.get("101 selector", F + "?labelSelector=a=b=c"),
				Scenario.get("93 match", F + "?resourceVersionMatch=Exact"),
				Scenario.get("97 no version", F + "?resourceVersion=abc"),
				Scenario.get("96 initial events", F + "?sendInitialEvents=true"),
				Scenario.merge("126 missing", F + "/missing", "{}"),
				Scenario.send("153 missing", "DELETE", F + "/missing", ""),
				Scenario.send("50 create", "POST", F, flunder), Scenario.send("51 create again", "POST", F, flunder),
				Scenario.get("82 get", F + "/a"), Scenario.get("86 list", F),
				Scenario.merge("119 merge patch", F + "/a", "{'metadata':{'labels':{'p':'q'}}}"),
				Scenario.merge("119 empty merge patch", F + "/a", "{}"),
				Scenario.merge("120 old version", F + "/a", "{'metadata':{'resourceVersion':'1'}}"),
				Scenario.merge("121 other name", F + "/a", "{'metadata':{'name':'b'}}"),
				Scenario.merge("121 other uid", F + "/a", "{'metadata':{'uid':'x'}}"),
				Scenario.json("122 failing test", F + "/a", "[{'op':'test','path':'/metadata/name','value':'b'}]"),
				Scenario.get("102 by name", F + "?fieldSelector=metadata.name%3Da"),
				Scenario.get("102 by other names", F + "?fieldSelector=metadata.name!%3Da"),
				Scenario.send("154 with finalizer", "POST", F,
						"{'metadata':{'name':'f','finalizers':['example.com/x']}}"),
				Scenario.merge("154 finalizer", F + "/a", "{'metadata':{'finalizers':['example.com/x']}}"),
				Scenario.send("154 delete", "DELETE", F + "/a", ""), Scenario.send("154 again", "DELETE", F + "/a", ""),
				Scenario.send("81 create meanwhile", "POST", F, flunder),
				Scenario.merge("155 last finalizer", F + "/a", "{'metadata':{'finalizers':null}}"),
				Scenario.get("155 afterwards", F + "/a"), Scenario.send("163 delete all", "DELETE", F, ""));
	}

}
