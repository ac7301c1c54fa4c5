package io.kubespring.apiserver.codec;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1DeploymentSpec;
import io.kubernetes.client.openapi.models.V1HTTPGetAction;
import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1PodTemplateSpec;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1ResourceRequirements;
import io.kubernetes.client.openapi.models.V1Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class KubernetesModuleTests {

	@ParameterizedTest
	@MethodSource("models")
	@SuppressWarnings("unchecked")
	void modelsAreWrittenAsGsonWritesThem(Object model) {
		ObjectCodec<Object> codec = new ObjectCodec<>(model.getClass());
		ObjectNode tree = codec.toTree(model);
		JsonNode gson = TreeCodec.SHARED.readTree(JSON.getGson().toJson(model).getBytes(StandardCharsets.UTF_8));
		assertThat(text(pruned(tree))).isEqualTo(text(pruned(gson)));
		assertThat(text(pruned(codec.toTree(codec.toObject(tree))))).isEqualTo(text(tree));
	}

	static Stream<Object> models() {
		V1ObjectMeta metadata = new V1ObjectMeta().name("n")
			.namespace("ns")
			.labels(Map.of("a", "b"))
			.generation(3L)
			.ownerReferences(
					List.of(new V1OwnerReference().apiVersion("v1").kind("K").name("o").uid("u").controller(true)));
		V1Container container = new V1Container().name("c")
			.image("i")
			.ports(List.of(new V1ContainerPort().containerPort(80)))
			.resources(new V1ResourceRequirements().putLimitsItem("memory", Quantity.fromString("1Gi"))
				.putRequestsItem("cpu", Quantity.fromString("100m")))
			.readinessProbe(new V1Probe().httpGet(new V1HTTPGetAction().port(new IntOrString("http")).path("/x")))
			.livenessProbe(new V1Probe().httpGet(new V1HTTPGetAction().port(new IntOrString(80))));
		return Stream.of(metadata,
				new V1Deployment().apiVersion("apps/v1")
					.kind("Deployment")
					.metadata(metadata)
					.spec(new V1DeploymentSpec().replicas(2)
						.selector(new V1LabelSelector().matchLabels(Map.of("a", "b")))
						.template(new V1PodTemplateSpec().spec(new V1PodSpec().containers(List.of(container))))),
				new V1Secret().metadata(metadata).putDataItem("key", new byte[] { 1, 2, 3 }).type("Opaque"));
	}

	private static String text(JsonNode tree) {
		return new String(TreeCodec.SHARED.write(tree), StandardCharsets.UTF_8);
	}

	/**
	 * Gson writes the empty collections that models begin with.
	 */
	private static JsonNode pruned(JsonNode tree) {
		if (tree instanceof ObjectNode object) {
			for (String name : List.copyOf(object.propertyNames())) {
				JsonNode value = pruned(object.get(name));
				if (value.isContainer() && value.isEmpty()) {
					object.remove(name);
				}
			}
		}
		else {
			tree.forEach(KubernetesModuleTests::pruned);
		}
		return tree;
	}

	@Test
	void timesHaveWholeSeconds() {
		V1ObjectMeta metadata = new V1ObjectMeta()
			.creationTimestamp(OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 678_000_000, ZoneOffset.ofHours(2)));
		ObjectNode tree = new ObjectCodec<V1ObjectMeta>(V1ObjectMeta.class).toTree(metadata);
		assertThat(tree.toString()).isEqualTo("{\"creationTimestamp\":\"2026-01-02T01:04:05Z\"}");
	}

	@Test
	void unknownMembersAreNoError() {
		ObjectNode tree = TreeCodec.SHARED
			.readObject("{\"name\":\"n\",\"unheardOf\":{\"x\":1}}".getBytes(StandardCharsets.UTF_8));
		assertThat(new ObjectCodec<V1ObjectMeta>(V1ObjectMeta.class).toObject(tree).getName()).isEqualTo("n");
	}

}
