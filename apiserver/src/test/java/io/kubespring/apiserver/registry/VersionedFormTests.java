package io.kubespring.apiserver.registry;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.Storable;
import io.kubespring.apiserver.codec.StoredForm;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.ApiVersion;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.strategy.Defaulter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class VersionedFormTests {

	private static final String HUB = "{\"apiVersion\":\"test.example.com/v1\",\"kind\":\"Ticket\","
			+ "\"metadata\":{\"name\":\"t\"},\"spec\":{\"number\":1,\"price\":7,\"row\":\"A\"}}";

	private static final String OLDER = "{\"apiVersion\":\"test.example.com/v1beta1\",\"kind\":\"Ticket\","
			+ "\"metadata\":{\"name\":\"t\"},\"spec\":{\"seat\":\"A-1\"}}";

	private static final String KEPT = HUB.replace("\"price\":7,", "");

	private final VersionedForm hubStored = form(new Tickets(), new Tickets.Old());

	private final VersionedForm olderStored = form(new Tickets.StoredOlder(), new Tickets.OldStored());

	private static VersionedForm form(Object resource, Tickets.Old older) {
		return new VersionedForm(definition(resource, older));
	}

	@Test
	void everyVersionIsReadAsTheHubs() {
		for (VersionedForm form : List.of(this.hubStored, this.olderStored)) {
			assertThat(text(form.decode(0, bytes(HUB)).json())).isEqualTo(HUB);
			assertThat(text(form.decode(0, bytes(OLDER)).json())).isEqualTo(KEPT);
		}
	}

	@Test
	void objectsAreWrittenInTheStorageVersion() {
		ObjectNode hub = TreeCodec.SHARED.readObject(bytes(HUB));
		assertThat(texts(this.hubStored.encode(hub))).containsExactly(HUB, HUB);
		assertThat(texts(this.olderStored.encode(hub))).containsExactly(OLDER, KEPT);
	}

	@Test
	void memberThatComesBeforeTheVersionIsNoObstacle() {
		String object = "{\"a\":1," + HUB.substring(1);
		assertThat(text(this.hubStored.decode(0, bytes(object)).json())).isEqualTo(object);
	}

	@Test
	void objectThatCannotBeConvertedStaysAsItIsWithTheReason() {
		EncodedObject broken = this.hubStored.decode(7, bytes(OLDER.replace("A-1", "broken")));
		assertThat(broken.path()).isEqualTo("t");
		assertThat(VersionedForm.failure(broken)).isNotNull()
			.satisfies(
					(status) -> assertThat(status.message()).isEqualTo("Internal error occurred: conversion of Ticket"
							+ " \"t\" from test.example.com/v1beta1 to test.example.com/v1 failed"));
		EncodedObject foreign = this.hubStored.decode(7, bytes(OLDER.replace("v1beta1", "v9")));
		assertThat(VersionedForm.failure(foreign)).isNotNull()
			.satisfies(
					(status) -> assertThat(status.message()).isEqualTo("Internal error occurred: the object is stored"
							+ " in version test.example.com/v9, which no bean converts"));
		EncodedObject unfit = this.hubStored.decode(7, bytes(OLDER.replace("\"A-1\"", "{}")));
		assertThat(VersionedForm.failure(unfit)).isNotNull()
			.satisfies((status) -> assertThat(status.message())
				.isEqualTo("Internal error occurred: stored bytes do not fit their type"));
	}

	@Test
	void whatWasStoredWithoutDefaultsHasThemNow() {
		StoredForm form = VersionedForm.of(new ResourceDefinitionFactory(List.of()).create(new Defaulted()));
		String complete = HUB.replace("\"price\":7", "\"price\":9");
		assertThat(text(form.decode(0, bytes(KEPT)).json())).isEqualTo(complete);
		byte[] untouched = bytes(HUB);
		assertThat(form.decode(0, untouched).json()).isEqualTo(untouched);
		EncodedObject broken = form.decode(0, bytes(HUB.replace("\"A\"", "\"broken\"")));
		assertThat(VersionedForm.failure(broken)).isNotNull()
			.satisfies((status) -> assertThat(status.message())
				.isEqualTo("Internal error occurred: the object could not be given its defaults"));
	}

	/**
	 * What was stored is what its version shows, if all of the object comes back of it;
	 * if something is lost, or a default adds something, the version is made of what came
	 * back, as it is for objects that somebody else stored.
	 */
	@Test
	void storedBytesAreServedIfAllOfTheObjectComesBack() {
		assertThat(known(new Tickets.StoredOlder(), new Tickets.OldStored(), KEPT))
			.isEqualTo(OLDER.replace("\"name\":\"t\"", "\"name\":\"t\",\"resourceVersion\":\"7\""));
		assertThat(known(new Tickets.StoredOlder(), new Tickets.OldStored(), HUB)).isNull();
		assertThat(known(new DefaultedRow(), new OldDefaultedRow(), KEPT)).isNotNull();
		assertThat(known(new DefaultedRow(), new OldDefaultedRow(), KEPT.replace("{\"number\":1,\"row\":\"A\"}", "{}")))
			.isNull();
		assertThat(conversion(new Tickets.StoredOlder(), new Tickets.OldStored())
			.known(this.olderStored.decode(7, bytes(OLDER)))).isNull();
	}

	private static @Nullable String known(Object resource, Tickets.Old older, String hub) {
		ResourceDefinition definition = definition(resource, older);
		StoredForm form = VersionedForm.of(definition);
		Storable storable = form.encode(TreeCodec.SHARED.readObject(bytes(hub)));
		EncodedObject known = definition.versions().others().get(0).known(form.decode(7, storable.stored()));
		return (known != null) ? text(known.json()) : null;
	}

	private static VersionConversion conversion(Object resource, Tickets.Old older) {
		return definition(resource, older).versions().others().get(0);
	}

	private static ResourceDefinition definition(Object resource, Tickets.Old older) {
		return new ResourceDefinitionFactory(List.of(), List.of(older), List.of()).createAll(List.of(resource)).get(0);
	}

	@Test
	void kindOfOneVersionWithoutDefaultsIsStoredAsItIs() {
		assertThat(VersionedForm.of(new ResourceDefinitionFactory(List.of()).create(new Tickets())))
			.isSameAs(StoredForm.PLAIN);
	}

	private static List<String> texts(Storable storable) {
		return List.of(text(storable.stored()), text(storable.served()));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	@ApiResource(group = "test.example.com", version = "v1", kind = "Ticket")
	static class Defaulted implements StoredResource<Tickets.Ticket>, Defaulter<Tickets.Ticket> {

		@Override
		public void setDefaults(Tickets.Ticket ticket) {
			Tickets.Spec spec = ticket.getSpec();
			if (spec.row().equals("broken")) {
				throw new IllegalStateException("a secret");
			}
			if (spec.price() == null) {
				ticket.setSpec(new Tickets.Spec(spec.row(), spec.number(), 9, spec.extras()));
			}
		}

	}

	@ApiResource(group = "test.example.com", version = "v1", kind = "Ticket", storageVersion = "v1beta1")
	static class DefaultedRow implements StoredResource<Tickets.Ticket>, Defaulter<Tickets.Ticket> {

		@Override
		public void setDefaults(Tickets.Ticket ticket) {
			Tickets.Spec spec = ticket.getSpec();
			if (spec == null || spec.row() == null) {
				ticket.setSpec(new Tickets.Spec("Z", 1, null, null));
			}
		}

	}

	@ApiVersion(of = DefaultedRow.class, version = "v1beta1")
	static class OldDefaultedRow extends Tickets.Old {

	}

}
