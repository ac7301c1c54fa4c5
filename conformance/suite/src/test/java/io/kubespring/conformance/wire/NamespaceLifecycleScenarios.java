package io.kubespring.conformance.wire;

import java.util.List;

import io.kubespring.conformance.cluster.Kubectl;

/**
 * Requests in namespaces that are missing or being emptied.
 */
final class NamespaceLifecycleScenarios {

	private static final String TERMINATING = "lifecycle-terminating";

	private static final String MISSING = "/apis/GROUP/v1/namespaces/lifecycle-missing/widgets";

	private static final String W = "/apis/GROUP/v1/namespaces/" + TERMINATING + "/widgets";

	private NamespaceLifecycleScenarios() {
	}

	/**
	 * Make a namespace that never gets further than being emptied.
	 */
	static void prepare(Kubectl kubectl) {
		kubectl.apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + TERMINATING
				+ ", finalizers: [example.com/held]}}");
		kubectl.out("delete", "namespace", TERMINATING, "--wait=false");
	}

	static List<Scenario> scenarios() {
		return List.of(Scenario.send("78 missing", "POST", MISSING, widget("'name':'a'")),
				Scenario.send("78 dry run", "POST", MISSING + "?dryRun=All", widget("'name':'a'")),
				Scenario.send("78 generated name", "POST", MISSING, widget("'generateName':'a-'")),
				Scenario.send("78 no name", "POST", MISSING, widget("")),
				Scenario.send("78 before the name's rules", "POST", MISSING, widget("'name':'A_b'")),
				Scenario.send("78 after the namespace's match", "POST", MISSING,
						widget("'name':'a','namespace':'other'")),
				Scenario.send("78 same namespace in the body", "POST", MISSING,
						widget("'name':'a','namespace':'lifecycle-missing'")),
				Scenario.send("78 after the version", "POST", MISSING,
						"{'apiVersion':'GROUP/v2','kind':'Widget','metadata':{'name':'a'}}"),
				Scenario.send("78 before the kind", "POST", MISSING,
						"{'apiVersion':'GROUP/v1','kind':'Gadget','metadata':{'name':'a'}}"),
				Scenario.send("78 after the options", "POST", MISSING + "?dryRun=Foo", widget("'name':'a'")),
				Scenario.send("78 after the metadata's form", "POST", MISSING, widget("'name':'a','labels':5")),
				Scenario.send("78 a name that no namespace has", "POST", "/apis/GROUP/v1/namespaces/A_b/widgets",
						widget("'name':'a'")),
				Scenario.send("78 a quoted name", "POST", "/apis/GROUP/v1/namespaces/a%22b/widgets",
						widget("'name':'a'")),
				Scenario.send("78 as YAML", "POST", MISSING, widget("'name':'a'"), "Accept", "application/yaml"),
				Scenario.get("78 get", MISSING + "/a"), Scenario.get("78 list", MISSING),
				Scenario.merge("78 patch", MISSING + "/a", "{}"),
				Scenario.merge("78 patch of the status", MISSING + "/a/status", "{}"),
				Scenario.send("78 update", "PUT", MISSING + "/a", widget("'name':'a','resourceVersion':'1'")),
				Scenario.send("78 delete", "DELETE", MISSING + "/a", ""),
				Scenario.send("78 delete all", "DELETE", MISSING, ""),
				Scenario.send("79 terminating", "POST", W, widget("'name':'a'")),
				Scenario.send("79 dry run", "POST", W + "?dryRun=All", widget("'name':'a'")),
				Scenario.send("79 generated name", "POST", W, widget("'generateName':'a-'")),
				Scenario.send("79 both names", "POST", W, widget("'name':'x','generateName':'y-'")),
				Scenario.send("79 no name", "POST", W, widget("")),
				Scenario.send("79 before the name's rules", "POST", W, widget("'name':'A_b'")),
				Scenario.send("79 after the namespace's match", "POST", W, widget("'name':'a','namespace':'other'")),
				Scenario.get("79 list", W), Scenario.send("79 delete all", "DELETE", W, ""));
	}

	private static String widget(String metadata) {
		return "{'apiVersion':'GROUP/v1','kind':'Widget','metadata':{" + metadata + "},'spec':{'size':1}}";
	}

}
