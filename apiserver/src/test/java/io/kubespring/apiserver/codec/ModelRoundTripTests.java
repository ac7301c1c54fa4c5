package io.kubespring.apiserver.codec;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.google.gson.annotations.SerializedName;
import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Pod;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every model of client-java, filled to a depth, is written as Gson writes it and read
 * back without loss.
 */
class ModelRoundTripTests {

	private static final int DEPTH = 3;

	private static final String TIME = "2026-01-02T03:04:05Z";

	@TestFactory
	Stream<DynamicTest> everyModelIsWrittenAsGsonWritesItAndReadBack() throws Exception {
		return models().stream().map((type) -> DynamicTest.dynamicTest(type.getSimpleName(), () -> {
			Object model = model(type, 0);
			ObjectCodec<Object> codec = new ObjectCodec<>(type);
			ObjectNode tree = codec.toTree(model);
			JsonNode gson = TreeCodec.SHARED.readTree(JSON.getGson().toJson(model).getBytes(StandardCharsets.UTF_8));
			assertThat(text(codec.toTree(codec.toObject(tree)))).isEqualTo(text(tree));
			assertThat(text(withoutManagedFields(tree))).isEqualTo(text(gson));
		}));
	}

	@Test
	void modelsAreFoundAndFilled() throws Exception {
		assertThat(models()).hasSizeGreaterThan(500).contains(V1Pod.class);
		ObjectNode pod = new ObjectCodec<>(V1Pod.class).toTree((V1Pod) model(V1Pod.class, 0));
		assertThat(pod.at("/spec/containers/0/image").asString()).isEqualTo("image-value");
		assertThat(pod.at("/metadata/creationTimestamp").asString()).isEqualTo(TIME);
	}

	private static Set<Class<?>> models() throws IOException, ClassNotFoundException {
		Resource[] resources = new PathMatchingResourcePatternResolver()
			.getResources("classpath*:io/kubernetes/client/openapi/models/*.class");
		Set<Class<?>> models = new LinkedHashSet<>();
		for (Resource resource : resources) {
			String name = String.valueOf(resource.getFilename()).replace(".class", "");
			Class<?> type = Class.forName("io.kubernetes.client.openapi.models." + name, false,
					ModelRoundTripTests.class.getClassLoader());
			if (!name.contains("$") && !Modifier.isAbstract(type.getModifiers()) && Stream.of(type.getDeclaredFields())
				.anyMatch((field) -> field.isAnnotationPresent(SerializedName.class))) {
				models.add(type);
			}
		}
		return models;
	}

	private static Object model(Class<?> type, int depth) throws ReflectiveOperationException {
		Object model = type.getDeclaredConstructor().newInstance();
		for (Field field : type.getDeclaredFields()) {
			if (field.isAnnotationPresent(SerializedName.class)) {
				field.setAccessible(true);
				field.set(model, value(field.getGenericType(), field.getName(), depth));
			}
		}
		return model;
	}

	private static Object value(Type type, String name, int depth) throws ReflectiveOperationException {
		if (type instanceof ParameterizedType parameterized) {
			Type[] arguments = parameterized.getActualTypeArguments();
			Object value = value(arguments[arguments.length - 1], name, depth);
			if (value == null) {
				return null;
			}
			return (parameterized.getRawType() == List.class) ? new ArrayList<>(List.of(value, value))
					: new LinkedHashMap<>(Map.of("a/b", value));
		}
		Class<?> raw = (Class<?>) type;
		if (raw.getPackage() == V1Pod.class.getPackage()) {
			return (depth < DEPTH) ? model(raw, depth + 1) : null;
		}
		return simple(raw, name);
	}

	private static Object simple(Class<?> type, String name) {
		if (type == String.class) {
			return name + "-value";
		}
		if (type == Integer.class) {
			return 7;
		}
		if (type == Long.class) {
			return 7_000_000_000L;
		}
		if (type == Double.class) {
			return 1.5;
		}
		if (type == Boolean.class) {
			return Boolean.FALSE;
		}
		if (type == OffsetDateTime.class) {
			return OffsetDateTime.parse(TIME);
		}
		if (type == byte[].class) {
			return new byte[] { 1, -1, 63, 62 };
		}
		if (type == IntOrString.class) {
			return name.startsWith("t") ? new IntOrString("50%") : new IntOrString(8080);
		}
		if (type == Quantity.class) {
			return Quantity.fromString("1500Mi");
		}
		if (type == Object.class) {
			return new LinkedHashMap<>(Map.of("free", List.of("form", true)));
		}
		throw new IllegalArgumentException("a model has a field of the new type " + type);
	}

	/**
	 * Gson is told by client-java to leave them out; a server must not.
	 */
	private static JsonNode withoutManagedFields(JsonNode tree) {
		if (tree instanceof ObjectNode object && object.has("ownerReferences")) {
			object.remove("managedFields");
		}
		tree.forEach(ModelRoundTripTests::withoutManagedFields);
		return tree;
	}

	/**
	 * With times in whole seconds.
	 */
	private static String text(JsonNode tree) {
		return new String(TreeCodec.SHARED.write(tree), StandardCharsets.UTF_8).replace(":05.000000Z\"", ":05Z\"");
	}

}
