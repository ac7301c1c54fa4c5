package io.kubespring.apiserver.discovery;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.google.gson.annotations.SerializedName;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.registry.DelegatingBackend;
import io.kubespring.apiserver.registry.InvalidResourceException;
import io.kubespring.apiserver.registry.RegisteredResource;
import io.kubespring.apiserver.registry.ResourceDefinitionFactory;
import io.kubespring.apiserver.registry.ResourceRegistry;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.StoredResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Java types of every shape make documents that can be read, and what cannot is refused
 * at start: kube-apiserver merges them with everybody's.
 */
class OpenApiShapesTests {

	@ParameterizedTest
	@ValueSource(
			classes = { Trees.class, Branches.class, Explosions.class, Unions.class, Oddities.class, Generics.class })
	void documentsOfEveryShapeAreSoundAndNotEndless(Class<? extends StoredResource<?>> type) throws Exception {
		DiscoveryHandler handler = handler(type.getDeclaredConstructor().newInstance());
		for (String path : List.of("/openapi/v2", "/openapi/v3/apis/shapes.example.com/v1")) {
			DiscoveryResponse response = answer(handler, path);
			assertThat(response.body().length).as(path).isLessThan(1_000_000);
			JsonNode document = TreeCodec.SHARED.readTree(response.body());
			Set<String> references = new HashSet<>();
			collect(document, references);
			assertThat(references).isNotEmpty()
				.allSatisfy((reference) -> assertThat(document.at(reference.substring(1)).isObject()).as(reference)
					.isTrue());
		}
	}

	@Test
	void whatLiesWithinItselfForEverIsDescribedForSomeLevels() {
		JsonNode spec = spec(new Trees(), "Tree");
		assertThat(spec.at("/properties/trees/items"))
			.hasToString("{\"type\":\"object\",\"x-kubernetes-preserve-unknown-fields\":true}");
		JsonNode nest = spec.at("/properties/nest");
		assertThat(nest.at("/properties/next/properties/content/items/type").stringValue()).isEqualTo("string");
		assertThat(nest.at("/properties/next".repeat(22)).isObject()).isTrue();
		assertThat(nest.at("/properties/next".repeat(24)).isMissingNode()).isTrue();
	}

	@Test
	void membersOfAnyNameAreKept() {
		assertThat(spec(new Oddities(), "Oddity").path("properties").propertyNames()).containsExactlyInAnyOrder("$ref",
				"a/b~c", "allOf", "default", "x-kubernetes-group-version-kind", "\u00e4\n\"");
		JsonNode swagger = TreeCodec.SHARED.readTree(answer(handler(new Oddities()), "/openapi/v2").body());
		assertThat(swagger.at("/definitions/com.example.shapes.v1.Oddity/properties/spec"))
			.hasToString("{\"type\":\"object\",\"x-kubernetes-preserve-unknown-fields\":true}");
	}

	@Test
	void whatIsMoreThanAnybodyReadsIsLeftOut() {
		JsonNode spec = spec(new Explosions(), "Explosion");
		assertThat(spec.at("/properties/left/properties/left/type").stringValue()).isEqualTo("object");
		assertThat(count(spec)).isBetween(1_500, 2_100);
	}

	private static int count(JsonNode schema) {
		int members = 0;
		for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
			members += 1 + count(member.getValue());
		}
		return members;
	}

	static Stream<List<StoredResource<?>>> clashes() {
		return Stream.of(List.of(new Pairs(), new Lists()), List.of(new Pairs(), new OtherPairs()), List.of(new Own()),
				List.of(new Impostors()), List.of(new Scales()));
	}

	@ParameterizedTest
	@MethodSource("clashes")
	void schemasOfOneNameAreRefused(List<StoredResource<?>> beans) {
		assertThatExceptionOfType(InvalidResourceException.class)
			.isThrownBy(() -> handler(beans.toArray(StoredResource[]::new)))
			.withMessageContaining(beans.get(beans.size() - 1).getClass().getName() + ": its schema ")
			.withMessageEndingWith(" has the name of another one")
			.satisfies((ex) -> assertThat(ex.action()).isEqualTo("Give @ApiResource another kind, listKind or group."));
	}

	static Stream<StoredResource<?>> formless() {
		return Stream.of(new Ambiguities(), new Spirals());
	}

	@ParameterizedTest
	@MethodSource("formless")
	void typeWithoutAFormIsRefused(StoredResource<?> bean) {
		assertThatExceptionOfType(InvalidResourceException.class).isThrownBy(() -> handler(bean))
			.withMessageContaining(bean.getClass().getName() + ": its type ")
			.withMessageContaining(" has no form in JSON: ")
			.satisfies((ex) -> assertThat(ex.action()).isEqualTo("Change the Java type until Jackson can write it."));
	}

	private static JsonNode spec(StoredResource<?> bean, String kind) {
		return TreeCodec.SHARED.readTree(answer(handler(bean), "/openapi/v3/apis/shapes.example.com/v1").body())
			.at("/components/schemas/com.example.shapes.v1." + kind + "/properties/spec");
	}

	private static DiscoveryHandler handler(StoredResource<?>... beans) {
		ResourceDefinitionFactory factory = new ResourceDefinitionFactory(List.of());
		return new DiscoveryHandler(new ResourceRegistry(Stream.of(beans)
			.map(factory::create)
			.map((definition) -> new RegisteredResource(definition,
					new DelegatingBackend(definition, Schedulers.immediate())))
			.toList()), new VersionInfo("v1.2.3", ""), Clock.systemUTC());
	}

	private static DiscoveryResponse answer(DiscoveryHandler handler, String path) {
		DiscoveryResponse response = handler.answer(new DiscoveryRequest("GET", path, "", "", "", false));
		assertThat(response).isNotNull();
		return response;
	}

	private static void collect(JsonNode node, Set<String> references) {
		node.properties().forEach((member) -> {
			if (member.getKey().equals("$ref") && member.getValue().isString()) {
				references.add(member.getValue().stringValue());
			}
		});
		node.forEach((child) -> collect(child, references));
	}

	static class Tree extends ApiObject<TreeSpec, Void> {

	}

	record TreeSpec(Roots roots, List<TreeSpec> trees, Nest<String> nest) {

	}

	static class Nest<T> {

		@SerializedName("content")
		private @Nullable T content;

		@SerializedName("next")
		private @Nullable Nest<List<T>> next;

	}

	record Spiral<T>(@Nullable T content, @Nullable Spiral<List<T>> next) {

	}

	static class Roots extends ArrayList<Roots> {

	}

	static class Branch extends ApiObject<BranchSpec, Void> {

	}

	record BranchSpec(Twigs twigs) {

	}

	static class Twigs extends HashMap<String, Twigs> {

	}

	static class Explosion extends ApiObject<Level0, Void> {

	}

	record Level0(Level1 left, Level1 right, Level1 middle) {

	}

	record Level1(Level2 left, Level2 right, Level2 middle) {

	}

	record Level2(Level3 left, Level3 right, Level3 middle) {

	}

	record Level3(Level4 left, Level4 right, Level4 middle) {

	}

	record Level4(Level5 left, Level5 right, Level5 middle) {

	}

	record Level5(Level6 left, Level6 right, Level6 middle) {

	}

	record Level6(Level7 left, Level7 right, Level7 middle) {

	}

	record Level7(String left, String right, String middle) {

	}

	static class Union extends ApiObject<UnionSpec, Void> {

	}

	record UnionSpec(Object anything, Map<String, Object> some, List<?> all, JsonNode tree, int[][] grid,
			Thread.State state, @Nullable Runnable code) {

	}

	static class Oddity extends ApiObject<OddSpec, Void> {

	}

	static class OddSpec {

		@SerializedName("$ref")
		private String reference = "#/definitions/nowhere";

		@SerializedName("a/b~c")
		private int slashed;

		@SerializedName("allOf")
		private @Nullable List<String> all;

		@SerializedName("default")
		private boolean usual;

		@SerializedName("x-kubernetes-group-version-kind")
		private @Nullable String extension;

		@SerializedName("\u00e4\n\"")
		private @Nullable String umlaut;

	}

	static class Generic extends ApiObject<Box<Box<String>>, Box<Integer>> {

	}

	record Box<T>(T content, Box<T> next, List<Box<T>> others) {

	}

	static class Pair extends ApiObject<Void, Void> {

	}

	static class Endless extends ApiObject<Spiral<String>, Void> {

	}

	static class Ambiguity extends ApiObject<Void, Void> {

		@SerializedName("same")
		private @Nullable String one;

		@SerializedName("same")
		private @Nullable String other;

	}

	@ApiResource(group = "shapes.example.com", version = "v1")
	static class Trees implements StoredResource<Tree> {

	}

	@ApiResource(group = "shapes.example.com", version = "v1")
	static class Branches implements StoredResource<Branch> {

	}

	@ApiResource(group = "shapes.example.com", version = "v1")
	static class Explosions implements StoredResource<Explosion> {

	}

	@ApiResource(group = "shapes.example.com", version = "v1")
	static class Unions implements StoredResource<Union> {

	}

	@ApiResource(group = "shapes.example.com", version = "v1")
	static class Oddities implements StoredResource<Oddity> {

	}

	@ApiResource(group = "shapes.example.com", version = "v1")
	static class Generics implements StoredResource<Generic> {

	}

	@ApiResource(group = "shapes.example.com", version = "v1")
	static class Pairs implements StoredResource<Pair> {

	}

	@ApiResource(group = "shapes.example.com", version = "v1", kind = "PairList", plural = "zlists")
	static class Lists implements StoredResource<Pair> {

	}

	@ApiResource(group = "shapes.example.com", version = "v1", kind = "Pair", plural = "twins")
	static class OtherPairs implements StoredResource<Tree> {

	}

	@ApiResource(group = "shapes.example.com", version = "v1", kind = "Own", listKind = "Own")
	static class Own implements StoredResource<Pair> {

	}

	@ApiResource(group = "meta.apis.pkg.apimachinery.k8s.io", version = "v1", kind = "ObjectMeta")
	static class Impostors implements StoredResource<Pair> {

	}

	@ApiResource(group = "autoscaling.api.k8s.io", version = "v1", kind = "Scale")
	static class Scales implements StoredResource<Pair> {

	}

	@ApiResource(group = "shapes.example.com", version = "v1")
	static class Ambiguities implements StoredResource<Ambiguity> {

	}

	@ApiResource(group = "shapes.example.com", version = "v1")
	static class Spirals implements StoredResource<Endless> {

	}

}
