package io.kubespring.conformance.kubectl;

import java.util.List;
import java.util.stream.Stream;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.Kubectl;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same commands for a kind of ours and for a custom resource of the same form; what
 * kubectl prints must be the same but for ages, uids and the names of groups.
 */
class KubectlVerbsStoryTests {

	private final Kubectl kubectl = ConformanceCluster.get().kubectl();

	@Test
	void everyVerbPrintsWhatItPrintsForACustomResource() {
		List<String> ours = story(ConformanceCluster.DEMO);
		List<String> twins = story(ConformanceCluster.TWIN);
		for (int i = 0; i < twins.size(); i++) {
			assertThat(ours.get(i)).as("output " + i + " against " + twins.get(i)).isEqualTo(twins.get(i));
		}
		assertThat(twins).hasSize(ours.size()).anyMatch((output) -> output.contains("widget.GROUP/one created"));
	}

	private List<String> story(String group) {
		String widgets = "widgets." + group;
		String namespace = "verbs-" + group.substring(0, 4);
		this.kubectl.out("create", "namespace", namespace);
		String manifest = """
				apiVersion: %s/v1
				kind: Widget
				metadata: {name: one, labels: {app: shop}}
				spec: {size: 1, color: red, replicas: 2}
				""".formatted(group);
		Stream<Kubectl.Result> results = Stream.of(this.kubectl.runWith(manifest, "-n", namespace, "create", "-f", "-"),
				this.kubectl.runWith(manifest, "-n", namespace, "create", "-f", "-"),
				this.kubectl.run("-n", namespace, "get", widgets),
				this.kubectl.run("-n", namespace, "get", widgets, "one", "-o", "wide"),
				this.kubectl.run("-n", namespace, "get", widgets, "one", "-o", "jsonpath={.spec}"),
				this.kubectl.run("-n", namespace, "get", widgets, "-o", "name"),
				this.kubectl.run("-n", namespace, "get", widgets, "missing"),
				this.kubectl.run("-n", namespace, "describe", widgets, "one"),
				this.kubectl.runWith(manifest.replace("size: 1", "size: 2"), "-n", namespace, "apply", "-f", "-"),
				this.kubectl.runWith(manifest.replace("size: 1", "size: 2"), "-n", namespace, "apply", "-f", "-"),
				this.kubectl.edit("sed -i s/red/green/", "-n", namespace, "edit", widgets, "one"),
				this.kubectl.run("-n", namespace, "patch", widgets, "one", "--type=merge", "-p",
						"{\"spec\":{\"size\":7}}"),
				this.kubectl.run("-n", namespace, "patch", widgets, "one", "--type=merge", "-p",
						"{\"spec\":{\"size\":7}}"),
				this.kubectl.run("-n", namespace, "patch", widgets, "one", "--type=json", "-p",
						"[{\"op\":\"add\",\"path\":\"/spec/tags\",\"value\":[\"a\"]}]"),
				this.kubectl.run("-n", namespace, "patch", widgets, "one", "--type=json", "-p",
						"[{\"op\":\"test\",\"path\":\"/spec/size\",\"value\":1}]"),
				this.kubectl.run("-n", namespace, "label", widgets, "one", "tier=front"),
				this.kubectl.run("-n", namespace, "label", widgets, "one", "tier=back"),
				this.kubectl.run("-n", namespace, "annotate", widgets, "one", "note=x"),
				this.kubectl.run("-n", namespace, "get", widgets, "-l", "tier=front", "--show-labels"),
				this.kubectl.run("-n", namespace, "get", widgets, "--field-selector", "metadata.name!=one"),
				this.kubectl.run("-n", namespace, "scale", widgets, "one", "--replicas=5"),
				this.kubectl.run("-n", namespace, "get", widgets, "one", "-o",
						"jsonpath={.spec.replicas} {.metadata.generation}"),
				this.kubectl.run("-n", namespace, "wait", "--for=jsonpath={.spec.color}=green", widgets + "/one",
						"--timeout=10s"),
				this.kubectl.run("-n", namespace, "delete", widgets, "one"),
				this.kubectl.run("-n", namespace, "delete", widgets, "one"),
				this.kubectl.run("-n", namespace, "get", widgets),
				this.kubectl.run("api-resources", "--api-group=" + group, "-o", "name"));
		List<String> outputs = results.map((result) -> masked(result, group, namespace)).toList();
		this.kubectl.out("delete", "namespace", namespace, "--wait=false");
		return outputs;
	}

	private static String masked(Kubectl.Result result, String group, String namespace) {
		return (result.code() + "\n" + result.stdout() + result.stderr()).replace(group, "GROUP")
			.replace(namespace, "NAMESPACE")
			.replaceAll("(?m)\\b\\d+s\\b", "AGE")
			.replaceAll("AGE +", "AGE ")
			.replaceAll("Resource Version: .*", "Resource Version: RV")
			.replaceAll("Creation Timestamp: .*", "Creation Timestamp: TIME")
			.replaceAll("UID: .*", "UID: UID")
			.replaceAll("(?s)  Managed Fields:.*?(?=  Resource Version)", "")
			.replaceAll("readings.GROUP\n", "");
	}

	@Test
	void explainShowsTheFieldsOfTheKind() {
		assertThat(this.kubectl.out("explain", "widgets." + ConformanceCluster.DEMO)).contains("KIND:       Widget")
			.contains("VERSION:    v1")
			.contains("metadata\t<ObjectMeta>");
		assertThat(this.kubectl.out("explain", "widgets." + ConformanceCluster.DEMO + ".metadata.labels"))
			.contains("Map of string keys and values");
		assertThat(this.kubectl.out("explain", "gadgets." + ConformanceCluster.DEMO)).contains("KIND:       Gadget");
	}

	@Test
	void apiResourcesNameTheKinds() {
		assertThat(this.kubectl.out("api-resources", "--api-group=" + ConformanceCluster.DEMO, "--no-headers"))
			.containsPattern("gadgets +demo.example.com/v1 +false +Gadget")
			.containsPattern("readings +demo.example.com/v1 +true +Reading")
			.containsPattern("widgets +wd +demo.example.com/v1 +true +Widget");
	}

}
