package io.kubespring.apiserver.write;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.ResourceDefinitionFactory;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.write.WriteRequest.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * What a creation and a change make of metadata, without a store.
 */
class StepTests {

	private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

	private static final String STORED = "{'creationTimestamp':'2025-01-01T00:00:00Z','generation':4,"
			+ "'managedFields':[{'manager':'m'}],'name':'a','namespace':'ns','uid':'u'}";

	private final ResourceDefinition definition = new ResourceDefinitionFactory(List.of()).create(new Widgets());

	private final ChangeStep change = new ChangeStep(this.definition);

	@ParameterizedTest
	@ValueSource(strings = { "{'metadata':{'creationTimestamp':'2030-01-01T00:00:00Z'}}",
			"{'metadata':{'creationTimestamp':null}}", "{'metadata':{'generation':99}}", "{'metadata':{'uid':null}}",
			"{'metadata':{'managedFields':null}}", "{'metadata':{'selfLink':'/x'}}" })
	void changeKeepsWhatIsTheServers(String patch) {
		assertThat(changed(STORED, patch)).isEqualTo(json(STORED));
	}

	@Test
	void changeOfContentRaisesTheGenerationFromTheStoredOne() {
		assertThat(changed(STORED, "{'metadata':{'generation':99},'spec':{'size':2}}").path("generation").asInt())
			.isEqualTo(5);
	}

	@Test
	void deletionOnceBegunIsNotTakenBack() {
		String terminating = "{'deletionGracePeriodSeconds':0,'deletionTimestamp':'2026-01-01T00:00:00Z',"
				+ "'finalizers':['x/y'],'name':'a','namespace':'ns','uid':'u'}";
		JsonNode changed = changed(terminating,
				"{'metadata':{'deletionTimestamp':null,'deletionGracePeriodSeconds':null,'labels':{'p':'q'}}}");
		assertThat(changed.path("deletionTimestamp").asString()).isEqualTo("2026-01-01T00:00:00Z");
		assertThat(changed.path("deletionGracePeriodSeconds").asInt(-1)).isZero();
		assertThat(changed.at("/labels/p").asString()).isEqualTo("q");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{'metadata':{'name':'b'}}|400", "{'metadata':{'namespace':'other'}}|400",
					"{'metadata':{'uid':'v'}}|422", "{'metadata':{'resourceVersion':'1'}}|409",
					"{'metadata':{'resourceVersion':null}}|422", "{'metadata':{'resourceVersion':'x'}}|400" })
	void identityAndRevisionAreNotChanged(String patch, int code) {
		assertThatExceptionOfType(ApiStatusException.class).isThrownBy(() -> changed(STORED, patch))
			.satisfies((ex) -> assertThat(ex.status().code()).isEqualTo(code));
	}

	private JsonNode changed(String metadata, String patch) {
		EncodedObject current = EncodedObject.decode(7, TreeCodec.SHARED.writeStored(widget(metadata)));
		Mutation.Change mutation = new Mutation.MergePatched(json(patch));
		WriteRequest request = new WriteRequest(new ObjectKey("ns", "a"), Part.OBJECT, mutation, false);
		return this.change.prepare(request, mutation, current, new TestRequestContext()).requireTree().path("metadata");
	}

	@Test
	void generatedNameIsTriedEightTimes() {
		CreateStep create = new CreateStep(this.definition, NamespaceLookup.ANY, CLOCK, RandomGenerator.getDefault());
		Mutation.Create creation = new Mutation.Create(widget("{'generateName':'foo-'}"));
		Prepared prepared = prepare(create, creation);
		EncodedObject existing = EncodedObject.decode(7, TreeCodec.SHARED.writeStored(prepared.requireTree()));
		for (int attempt = 1; attempt < 8; attempt++) {
			int present = attempt;
			assertThatNoException().isThrownBy(() -> create.refuse(true, prepared, existing, present));
		}
		assertThatExceptionOfType(ApiStatusException.class).isThrownBy(() -> create.refuse(true, prepared, existing, 8))
			.withMessageEndingWith(" already exists, the server was not able to generate a unique name for the object");
	}

	@Test
	void nameThatWasGivenIsTriedOnce() {
		CreateStep create = new CreateStep(this.definition, NamespaceLookup.ANY, CLOCK, RandomGenerator.getDefault());
		Mutation.Create creation = new Mutation.Create(widget("{'generateName':'foo-','name':'a'}"));
		Prepared prepared = prepare(create, creation);
		EncodedObject existing = EncodedObject.decode(7, TreeCodec.SHARED.writeStored(prepared.requireTree()));
		assertThatExceptionOfType(ApiStatusException.class)
			.isThrownBy(() -> create.refuse(false, prepared, existing, 1))
			.withMessage("widgets.demo.example.com \"a\" already exists");
	}

	@Test
	void generatedNamesUseLettersThatSpellNoWord() {
		AtomicInteger next = new AtomicInteger();
		NameGenerator names = new NameGenerator(new RandomGenerator() {

			@Override
			public int nextInt(int bound) {
				return next.getAndIncrement() % bound;
			}

			@Override
			public long nextLong() {
				return 0;
			}

		});
		StringBuilder all = new StringBuilder();
		for (int i = 0; i < 6; i++) {
			all.append(names.generate("n-"), 2, 7);
		}
		assertThat(all).hasToString("bcdfghjklmnpqrstvwxz2456789bcd");
	}

	private static Prepared prepare(CreateStep create, Mutation.Create creation) {
		WriteRequest request = request(creation);
		TestRequestContext context = new TestRequestContext();
		return create.prepare(request, create.admit(request, creation.object(), context), context);
	}

	private static WriteRequest request(Mutation mutation) {
		return new WriteRequest(new ObjectKey("ns", ""), Part.OBJECT, mutation, false);
	}

	private static ObjectNode widget(String metadata) {
		return (ObjectNode) json(
				"{'apiVersion':'demo.example.com/v1','kind':'Widget','metadata':" + metadata + ",'spec':{'size':1}}");
	}

	private static JsonNode json(String text) {
		return TreeCodec.SHARED.readTree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
	}

	static class Widget extends ApiObject<V1ObjectMeta, V1ObjectMeta> {

	}

	@ApiResource(group = "demo.example.com", version = "v1")
	static class Widgets implements StoredResource<Widget> {

	}

}
