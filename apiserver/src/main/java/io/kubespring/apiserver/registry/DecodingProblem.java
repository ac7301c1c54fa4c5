package io.kubespring.apiserver.registry;

import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

import com.google.gson.annotations.SerializedName;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.codec.TypeMismatchException;
import io.kubespring.apiserver.patch.GoTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.core.ResolvableType;

/**
 * Why an object cannot be read as an application's type, in the words of Go's decoder.
 */
final class DecodingProblem {

	private static final Map<Class<?>, String> SCALARS = Map.of(String.class, "string", Boolean.class, "bool",
			Byte.class, "int8", Short.class, "int16", Integer.class, "int32", Long.class, "int64", Float.class,
			"float32", Double.class, "float64");

	private DecodingProblem() {
	}

	/**
	 * Say what is wrong.
	 * @param version the version of the kind, which stands for the package of its types
	 */
	static String text(ObjectNode object, TypeMismatchException mismatch, String version) {
		JsonNode found = object.at(mismatch.pointer());
		ResolvableType expected = ResolvableType.forClass(mismatch.expected());
		Class<?> owner = mismatch.owner();
		String value = GoTypes.nameOf(found);
		if (found.isNumber() && Number.class.isAssignableFrom(mismatch.expected())) {
			value += " " + new String(TreeCodec.SHARED.write(found), StandardCharsets.UTF_8);
		}
		if (owner == null) {
			return "json: cannot unmarshal " + value + " into Go value of type " + name(expected, version);
		}
		String member = mismatch.members().get(mismatch.members().size() - 1);
		boolean collected = Collection.class.isAssignableFrom(mismatch.expected())
				|| Map.class.isAssignableFrom(mismatch.expected());
		ResolvableType declared = collected ? declared(owner, member) : null;
		return "json: cannot unmarshal " + value + " into Go struct field " + owner.getSimpleName() + "."
				+ String.join(".", mismatch.members()) + " of type "
				+ name((declared != null) ? declared : expected, version);
	}

	/**
	 * What the items of a collection are is known to its field alone.
	 */
	private static @Nullable ResolvableType declared(Class<?> owner, String member) {
		for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				SerializedName serialized = field.getAnnotation(SerializedName.class);
				if (member.equals((serialized != null) ? serialized.value() : field.getName())) {
					return ResolvableType.forField(field, owner);
				}
			}
		}
		return null;
	}

	private static String name(ResolvableType type, String version) {
		Class<?> known = type.toClass();
		if (Collection.class.isAssignableFrom(known)) {
			return "[]" + name(type.as(Collection.class).getGeneric(0), version);
		}
		if (Map.class.isAssignableFrom(known)) {
			return "map[string]" + name(type.as(Map.class).getGeneric(1), version);
		}
		if (known == Object.class) {
			return "interface {}";
		}
		String scalar = SCALARS.get(known);
		return (scalar != null) ? scalar : version + "." + known.getSimpleName();
	}

}
