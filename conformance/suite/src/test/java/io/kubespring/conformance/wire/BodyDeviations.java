package io.kubespring.conformance.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers about bodies that differ from a custom resource's, with their reasons.
 */
final class BodyDeviations {

	private final Map<String, String> reasons = new HashMap<>();

	private BodyDeviations() {
	}

	static Map<String, String> all() {
		BodyDeviations bodies = new BodyDeviations();
		bodies.add("an object with a member \"items\" is an object, not a broken list", "62 items",
				"patch {\"items\":[]}");
		bodies.add("a dry run of a creation answers no resource version, as the object has none",
				"75 resourceVersion is \"x\"", "58 resource versions 0", "58 rv 5 dry", "58 rv abc dry", "58 rv -1 dry",
				"58 rv huge dry", "58 rv 05 dry");
		bodies.add("a body may be 1000 levels deep", "deep lists 1001", "deep objects 1001");
		bodies.add("a tab before a scalar, \"!\" and keys beyond int64 are read by another library", "yaml \"\\ta\"",
				"yaml \"!\"", "yaml key \"9223372036854775808\"", "yaml key \".inf\"");
		bodies.add("characters that YAML takes for line breaks are escaped; DEL is written", "yaml output \"\\x7f\"",
				"yaml output \"\\x85\"", "yaml output \"\\u2028\"");
		bodies.add("an empty key is written as a complex key", "yaml output keys");
		bodies.add("a patch that takes the version away is invalid, not an internal error",
				"patch {\"apiVersion\":null}", "json [{\"op\":\"remove\",\"path\":\"/apiVersion\"}]");
		bodies.add("a version that is not served has no schema to warn by", "patch {\"apiVersion\":\"GROUP/v2\"}");
		bodies.add("a client's mistake is answered by 400 and not by 500",
				"patch {\"metadata\":{\"resourceVersion\":\"abc\"}}",
				"patch {\"metadata\":{\"resourceVersion\":\"-1\"}}",
				"patch {\"metadata\":{\"resourceVersion\":\"99999999999999999999\"}}",
				"112 update \"name\":\"a\",\"resourceVersion\":\"abc\"",
				"112 update \"name\":\"a\",\"resourceVersion\":\"RV(a)\",\"uid\":\"x\"",
				"112 update/status \"name\":\"a\",\"resourceVersion\":\"abc\"",
				"112 update/status \"name\":\"a\",\"resourceVersion\":\"RV(a)\",\"uid\":\"x\"");
		bodies.add("a dry run answers no selfLink either", "patch {\"metadata\":{\"selfLink\":\"x\"}}");
		bodies.add("numbers are compared by their value", "patch {\"spec\":{\"size\":1.0}}",
				"patch {\"spec\":{\"size\":1e0}}", "json [{\"op\":\"test\",\"path\":\"/spec/size\",\"value\":1.0}]",
				"json [{\"op\":\"add\",\"path\":\"/spec/x\",\"value\":1e400}]");
		bodies.add("what is said twice in a value is told once",
				"json [{\"op\":\"add\",\"path\":\"/spec/x\",\"value\":{\"a\":1,\"a\":2}}]");
		bodies.add("no fields are managed",
				"json [{\"op\":\"test\",\"path\":\"/metadata/managedFields\",\"value\":null}]");
		bodies.add("protocol buffers and apply patches are not offered", "127 application/json", "127 application/yaml",
				"127 text/plain", "127 ", "127 Application/Merge-Patch+JSON",
				"127 application/strategic-merge-patch+json", "38 order: type before options");
		return bodies.reasons;
	}

	private void add(String reason, String... scenarios) {
		List.of(scenarios).forEach((scenario) -> this.reasons.put(scenario, reason));
	}

}
