package io.kubespring.apiserver.codec;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EncodedObjectTests {

	private static final String[] MEMBERS = { "annotations", "creationTimestamp", "finalizers", "generation", "labels",
			"name", "namespace", "ownerReferences", "uid", "zone", "resourceVersionX" };

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void spliceIsWhatTheTreeWithRevisionIsWrittenAs(long seed) {
		Random random = new Random(seed);
		for (int i = 0; i < 500; i++) {
			ObjectNode object = randomObject(random);
			byte[] stored = TreeCodec.SHARED.writeStored(object.deepCopy());
			long revision = 1 + random.nextInt(Integer.MAX_VALUE);
			EncodedObject encoded = EncodedObject.decode(revision, stored);
			ObjectNode expected = object.deepCopy();
			((ObjectNode) expected.get("metadata")).put("resourceVersion", Long.toString(revision));
			assertThat(text(encoded.json())).isEqualTo(text(TreeCodec.SHARED.write(expected)));
			assertThat(encoded.path()).isEqualTo(path(object));
			assertThat(encoded.holds(stored)).isTrue();
			EncodedObject later = encoded.withRevision(revision + 1_000_000_000_000L);
			assertThat(later.tree().path("metadata").path("resourceVersion").asString())
				.isEqualTo(Long.toString(revision + 1_000_000_000_000L));
			assertThat(later.holds(stored)).isTrue();
			ObjectNode partial = TreeCodec.SHARED.readObject(encoded.partialMetadata("v1"));
			((ObjectNode) expected.get("metadata")).remove(List.of("zone", "resourceVersionX"));
			assertThat(partial.get("metadata")).isEqualTo(expected.get("metadata"));
			assertThat(partial.path("kind").asString()).isEqualTo("PartialObjectMetadata");
		}
	}

	private static ObjectNode randomObject(Random random) {
		ObjectNode object = JsonNodeFactory.instance.objectNode();
		object.put("apiVersion", "demo.example.com/v1").put("kind", "Widget");
		if (random.nextBoolean()) {
			object.putObject("data").putObject("metadata").put("name", "not this one");
		}
		ObjectNode metadata = object.putObject("metadata");
		for (String member : MEMBERS) {
			if (random.nextInt(3) > 0) {
				continue;
			}
			switch (member) {
				case "labels", "annotations" -> metadata.putObject(member).put("a/b", "é\"\\\u2028" + random.nextInt());
				case "finalizers" -> metadata.putArray(member).add("x/y").add("{\"name\":\"z\"}");
				case "ownerReferences" -> metadata.putArray(member).addObject().put("name", "owner").put("uid", "o");
				case "generation" -> metadata.put(member, random.nextInt(10));
				default -> metadata.put(member, "v" + random.nextInt(1000) + "\t😀");
			}
		}
		object.putObject("spec").put("text", "\u0001").putArray("list").add(1.50).addNull();
		return object;
	}

	private static String path(ObjectNode object) {
		String namespace = object.path("metadata").path("namespace").asString("");
		String name = object.path("metadata").path("name").asString("");
		return namespace.isEmpty() ? name : namespace + "/" + name;
	}

	@Test
	void partialMetadataIsOrderedAsTheTypeHasIt() {
		EncodedObject object = EncodedObject.decode(7, bytes("{\"metadata\":{\"annotations\":{\"b\":\"c\"},"
				+ "\"generation\":2,\"labels\":{\"a\":\"b\"},\"name\":\"n\",\"namespace\":\"ns\",\"ownerReferences\":[{"
				+ "\"apiVersion\":\"v1\",\"blockOwnerDeletion\":true,\"controller\":true,\"kind\":\"K\",\"name\":\"o\","
				+ "\"uid\":\"p\"}],\"uid\":\"u\"},\"spec\":1}"));
		String metadata = "{\"name\":\"n\",\"namespace\":\"ns\",\"uid\":\"u\",\"resourceVersion\":\"7\","
				+ "\"generation\":2,\"labels\":{\"a\":\"b\"},\"annotations\":{\"b\":\"c\"},\"ownerReferences\":[{"
				+ "\"apiVersion\":\"v1\",\"kind\":\"K\",\"name\":\"o\",\"uid\":\"p\",\"controller\":true,"
				+ "\"blockOwnerDeletion\":true}]}}";
		assertThat(text(object.partialMetadata("v1beta1"))).isEqualTo(
				"{\"kind\":\"PartialObjectMetadata\",\"apiVersion\":\"meta.k8s.io/v1beta1\",\"metadata\":" + metadata);
		assertThat(text(object.partialMetadata("v1"))).contains("meta.k8s.io/v1\"").endsWith(metadata);
		assertThat(object.partialMetadata("v1")).isSameAs(object.partialMetadata("v1"));
	}

	@Test
	void scanFindsWhatReadersNeed() {
		EncodedObject object = EncodedObject.decode(7, bytes("{\"metadata\":{\"deletionTimestamp\":\"t\",\"labels\":"
				+ "{\"a\":\"b\"},\"name\":\"n\",\"namespace\":\"ns\",\"uid\":\"u\"}}"));
		assertThat(object.key().name()).isEqualTo("n");
		assertThat(object.uid()).isEqualTo("u");
		assertThat(object.labels()).containsExactly(Map.entry("a", "b"));
		assertThat(object.isTerminating()).isTrue();
		assertThat(text(object.json())).contains("\"namespace\":\"ns\",\"resourceVersion\":\"7\",\"uid\":\"u\"");
	}

	@Test
	void objectThatWasNeverStoredHasNoResourceVersion() {
		assertThat(text(EncodedObject.decode(0, bytes("{\"metadata\":{\"name\":\"n\"}}")).json()))
			.isEqualTo("{\"metadata\":{\"name\":\"n\"}}");
	}

	@Test
	void otherBytesAreNotHeld() {
		EncodedObject object = EncodedObject.decode(7, bytes("{\"metadata\":{\"name\":\"n\"}}"));
		assertThat(object.holds(bytes("{\"metadata\":{\"name\":\"m\"}}"))).isFalse();
		assertThat(object.holds(bytes("{\"metadata\":{\"name\":\"n\"},\"x\":1}"))).isFalse();
	}

	@Test
	void bytesWithoutMetadataAreRefused() {
		assertThatExceptionOfType(MalformedBodyException.class).isThrownBy(() -> EncodedObject.decode(1, bytes("{}")))
			.withMessage("an object without metadata");
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

}
