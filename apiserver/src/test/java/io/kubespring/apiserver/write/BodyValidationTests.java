package io.kubespring.apiserver.write;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Random;

import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.registry.ResourceDefinitionFactory;
import io.kubespring.apiserver.write.WriteRequest.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Metadata of new objects, and what clients are told of what they need not have said.
 */
class BodyValidationTests {

	private final TestRequestContext context = new TestRequestContext();

	private final CreateStep step = new CreateStep(
			new ResourceDefinitionFactory(List.of()).create(new StepTests.Widgets()), NamespaceLookup.ANY,
			Clock.systemUTC(), new Random(1));

	@Test
	void unknownMembersAreDroppedAndTold() {
		assertThat(
				create("'name':'a','b':1,'a':2,'ownerReferences':[{'apiVersion':'v1','kind':'K','name':'n','uid':'u',"
						+ "'x':1}]", BodyValidation.of("", List.of("duplicate field \"spec.a\""))))
			.doesNotContain("\"a\":2");
		assertThat(this.context.warnings).containsExactly("duplicate field \"spec.a\"", "unknown field \"metadata.a\"",
				"unknown field \"metadata.b\"", "unknown field \"metadata.ownerReferences[0].x\"");
	}

	@Test
	void strictClientsAreRefused() {
		assertThatExceptionOfType(ApiStatusException.class)
			.isThrownBy(() -> create("'name':'a','b':1", BodyValidation.of("Strict", List.of("duplicate field \"x\""))))
			.satisfies((failure) -> assertThat(failure.status().message()).isEqualTo(
					"Widget in version \"v1\" cannot be handled as a Widget: strict decoding error: duplicate field"
							+ " \"x\", unknown field \"metadata.b\""));
		assertThat(this.context.warnings).isEmpty();
	}

	@Test
	void whoIgnoresMistakesHearsNothing() {
		create("'name':'a','b':1", BodyValidation.of("Ignore", List.of()));
		assertThat(this.context.warnings).isEmpty();
	}

	@Test
	void linesOfYamlAreToldOneByOne() {
		create("'name':'a'", BodyValidation.of("Warn", List.of("yaml: unmarshal errors:\n  line 1: x\n  line 2: y")));
		assertThat(this.context.warnings).containsExactly("line 1: x", "line 2: y");
	}

	@Test
	void ownersThatAreNamedTwiceAreKeptOnce() {
		String owner = "{'apiVersion':'v1','kind':'K','name':'n','uid':'u'}";
		assertThat(create("'name':'a','ownerReferences':[" + owner + "," + owner + "]", BodyValidation.IGNORED))
			.contains("\"ownerReferences\":[" + owner.replace('\'', '"') + "]");
		assertThat(this.context.warnings).singleElement()
			.asString()
			.startsWith(".metadata.ownerReferences contains duplicate entries; API server")
			.endsWith("duplicate UID(s) observed: u");
	}

	@Test
	void finalizersWithoutDomainAreTold() {
		create("'name':'a','finalizers':['y','x.z','orphan','a/b']", BodyValidation.IGNORED);
		assertThat(this.context.warnings).containsExactly(
				"metadata.finalizers: \"x.z\": prefer a domain-qualified finalizer name including a path (/) to avoid"
						+ " accidental conflicts with other finalizer writers",
				"metadata.finalizers: \"y\": prefer a domain-qualified finalizer name to avoid accidental conflicts with"
						+ " other finalizer writers");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"'ownerReferences':[{'apiVersion':'a/b/c','kind':'K','name':'n','uid':'u'}] | metadata.ownerReferences[0].apiVersion: Invalid value: \"a/b/c\": must be <group>/<version> or <version>",
			"'ownerReferences':[{'apiVersion':'v1','kind':'Event','name':'n','uid':'u','controller':false}] | metadata.ownerReferences[0]: Invalid value: {\"apiVersion\":\"v1\",\"kind\":\"Event\",\"name\":\"n\",\"uid\":\"u\",\"controller\":false}: /v1, Kind=Event is disallowed from being an owner",
			"'ownerReferences':[{'apiVersion':'v1','kind':'K','name':'n','uid':'u','controller':true},{'apiVersion':'v1','kind':'L','name':'m','uid':'v','controller':true}] | metadata.ownerReferences: Invalid value: [{\"apiVersion\":\"v1\",\"kind\":\"K\",\"name\":\"n\",\"uid\":\"u\",\"controller\":true},{\"apiVersion\":\"v1\",\"kind\":\"L\",\"name\":\"m\",\"uid\":\"v\",\"controller\":true}]: Only one reference can have Controller set to true. Found \"true\" in references for K/n and L/m",
			"'finalizers':['a/'] | [metadata.finalizers: Invalid value: \"a/\": name part must be non-empty, metadata.finalizers: Invalid value: \"a/\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')]" })
	void metadataThatBreaksARuleIsRefused(String members, String expected) {
		assertThatExceptionOfType(ApiStatusException.class)
			.isThrownBy(() -> create("'name':'a'," + members, BodyValidation.IGNORED))
			.satisfies((failure) -> assertThat(failure.status().message())
				.isEqualTo("Widget.demo.example.com \"a\" is invalid: " + expected));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"'labels':5 | json: cannot unmarshal number into Go struct field ObjectMeta.labels of type map[string]string",
			"'uid':5 | json: cannot unmarshal number into Go struct field ObjectMeta.uid of type types.UID",
			"'generation':1.5 | json: cannot unmarshal number 1.5 into Go struct field ObjectMeta.generation of type int64",
			"'labels':5,'annotations':5 | json: cannot unmarshal number into Go struct field ObjectMeta.annotations of type map[string]string",
			"'ownerReferences':[{'uid':5}] | json: cannot unmarshal number into Go struct field OwnerReference.ownerReferences.uid of type types.UID",
			"'managedFields':[{'manager':5}] | json: cannot unmarshal number into Go struct field ManagedFieldsEntry.managedFields.manager of type string" })
	void membersOfAnotherTypeAreToldInTheReferencesWords(String members, String expected) {
		assertThatExceptionOfType(ApiStatusException.class)
			.isThrownBy(() -> create("'name':'a'," + members, BodyValidation.IGNORED))
			.satisfies((failure) -> assertThat(failure.status().message())
				.isEqualTo("Widget in version \"v1\" cannot be handled as a Widget: " + expected));
	}

	private String create(String metadata, BodyValidation validation) {
		Mutation.Create creation = new Mutation.Create(TreeCodec.SHARED
			.readObject(("{'apiVersion':'demo.example.com/v1','kind':'Widget','metadata':{" + metadata + "}}")
				.replace('\'', '"')
				.getBytes(StandardCharsets.UTF_8)));
		WriteRequest request = new WriteRequest(new ObjectKey("ns", ""), Part.OBJECT, creation, false, validation);
		ObjectNode admitted = this.step.admit(request, creation.object(), this.context);
		return this.step.prepare(request, admitted, this.context).requireTree().toString();
	}

}
