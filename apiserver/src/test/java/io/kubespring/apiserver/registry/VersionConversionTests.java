package io.kubespring.apiserver.registry;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.MalformedBodyException;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.strategy.VersionConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class VersionConversionTests {

	private static final String METADATA = "'metadata':{'annotations':{'a':'b'},'finalizers':['x/y'],'foreign':1,"
			+ "'name':'t','ownerReferences':[{'uid':'o'}]}";

	private final Tickets.Old converter = new Tickets.Old();

	private final VersionConversion conversion = conversion(this.converter);

	private static VersionConversion conversion(VersionConverter<?, ?> converter) {
		Collection<ResourceDefinition> all = new ResourceDefinitionFactory(List.of(), List.of(converter), List.of())
			.createAll(List.of(new Tickets()));
		VersionConversion conversion = List.copyOf(all).get(1).versions().conversion();
		assertThat(conversion).isNotNull();
		return conversion;
	}

	@Test
	void metadataIsCarriedAsItIs() {
		ObjectNode hub = this.conversion.toHub(tree(
				"{'apiVersion':'test.example.com/v1beta1','kind':'Ticket'," + METADATA + ",'spec':{'seat':'A-1'}}"));
		assertThat(hub).isEqualTo(tree(
				"{'apiVersion':'test.example.com/v1','kind':'Ticket'," + METADATA + ",'spec':{'row':'A','number':1}}"));
		assertThat(this.conversion.fromHub(hub)).isEqualTo(tree(
				"{'apiVersion':'test.example.com/v1beta1','kind':'Ticket'," + METADATA + ",'spec':{'seat':'A-1'}}"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
							'spec':{'seat':'A-1','x':{'y':[1]}}|'spec':{'row':'A','number':1,'x':{'y':[1]}}
							'spec':{'x':1}|'spec':{'row':null,'number':null,'x':1}
							'spec':{'seat':'A-1','x':[{'y':1}]}|'spec':{'row':'A','number':1,'x':[{'y':1}]}
					'top':{'x':1}|'top':{'x':1}
					'top':[1]|'top':[1]
							'spec':{'seat':'A','price':7}|'spec':{'row':'A'}
							'spec':{'seat':'A','extras':[{'name':'n','x':1},{'x':2}]}|'spec':{'row':'A','extras':[{'name':'n','x':1},{'x':2}]}
							""")
	void whatNeitherTypeKnowsIsCarried(String older, String hub) {
		ObjectNode expected = tree("{'apiVersion':'test.example.com/v1','kind':'Ticket','metadata':{}," + hub + "}");
		if (expected.get("spec") instanceof ObjectNode spec) {
			spec.removeNulls();
		}
		assertThat(this.conversion
			.toHub(tree("{'apiVersion':'test.example.com/v1beta1','kind':'Ticket','metadata':{}," + older + "}")))
			.isEqualTo(expected);
	}

	@Test
	void changeInOneVersionKeepsWhatItDoesNotShow() {
		ObjectNode hub = tree("{'apiVersion':'test.example.com/v1','kind':'Ticket','metadata':{'name':'t'},"
				+ "'spec':{'row':'A','number':1,'price':7,'x':1}}");
		EncodedObject encoded = EncodedObject.decode(7, TreeCodec.SHARED.writeStored(hub));
		ObjectNode before = this.conversion.fromHub(hub);
		ObjectNode after = tree("{'apiVersion':'test.example.com/v1beta1','kind':'Ticket',"
				+ "'metadata':{'labels':{'l':'m'},'name':'t'},'spec':{'seat':'B-1'}}");
		assertThat(this.conversion.repeat(encoded, before, after, hub))
			.isEqualTo(tree("{'apiVersion':'test.example.com/v1',"
					+ "'kind':'Ticket','metadata':{'name':'t','labels':{'l':'m'}},'spec':{'row':'B','number':1,'price':7}}"));
	}

	@Test
	void objectIsConvertedOnceAndKeepsItsRevision() {
		EncodedObject hub = EncodedObject.decode(7, TreeCodec.SHARED.writeStored(tree(
				"{'apiVersion':'test.example.com/v1','kind':'Ticket','metadata':{'name':'t'},'spec':{'row':'A'}}")));
		assertThat(this.conversion.known(hub)).isNull();
		EncodedObject older = this.conversion.fromHub(hub);
		assertThat(new String(older.json(), StandardCharsets.UTF_8)).isEqualTo(
				"{\"apiVersion\":" + "\"test.example.com/v1beta1\",\"kind\":\"Ticket\",\"metadata\":{\"name\":\"t\","
						+ "\"resourceVersion\":\"7\"},\"spec\":{\"seat\":\"A\"}}");
		assertThat(this.conversion.fromHub(hub)).isSameAs(older).isSameAs(this.conversion.known(hub));
		assertThat(this.converter.conversions).isEqualTo(1);
	}

	@Test
	void failureNamesTheObjectAndLeaksNothing() {
		ObjectNode broken = tree("{'metadata':{'name':'t','namespace':'n'},'spec':{'row':'broken'}}");
		assertThatExceptionOfType(ApiStatusException.class).isThrownBy(() -> this.conversion.fromHub(broken))
			.withMessage("Internal error occurred: conversion of Ticket \"n/t\" from test.example.com/v1 to "
					+ "test.example.com/v1beta1 failed");
	}

	@Test
	void objectThatDoesNotFitIsMalformed() {
		assertThatExceptionOfType(MalformedBodyException.class)
			.isThrownBy(() -> this.conversion.toHub(tree("{'spec':{'seat':{}}}")))
			.withMessage("json: cannot unmarshal object into Go struct field OldSpec.spec.seat of type string");
	}

	@Test
	void converterMayKeepInAnnotationsWhatHasNoOtherPlace() {
		VersionConversion annotated = conversion(new Annotating());
		ObjectNode hub = annotated.toHub(tree("{'metadata':{'name':'t'},'spec':{'seat':'A B'}}"));
		assertThat(hub.path("metadata")).isEqualTo(tree("{'name':'t','annotations':{'seat':'A B'}}"));
		assertThat(annotated.fromHub(hub)).isEqualTo(tree("{'apiVersion':'test.example.com/v1beta1','kind':'Ticket',"
				+ "'metadata':{'name':'t'},'spec':{'seat':'A B'}}"));
	}

	private static ObjectNode tree(String json) {
		return TreeCodec.SHARED.readObject(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
	}

	@io.kubespring.apiserver.resource.ApiVersion(of = Tickets.class, version = "v1beta1")
	static class Annotating implements VersionConverter<Tickets.OldTicket, Tickets.Ticket> {

		@Override
		public void toHub(Tickets.OldTicket source, Tickets.Ticket hub) {
			Map<String, String> annotations = new TreeMap<>();
			annotations.put("seat", source.getSpec().seat());
			hub.getMetadata().setAnnotations(annotations);
			hub.getMetadata().setName("other");
		}

		@Override
		public void fromHub(Tickets.Ticket hub, Tickets.OldTicket target) {
			target.setSpec(new Tickets.OldSpec(target.getMetadata().getAnnotations().remove("seat"), null));
		}

	}

}
