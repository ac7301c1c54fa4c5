package io.kubespring.apiserver.codec;

import java.lang.reflect.Type;
import java.util.function.Consumer;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/**
 * Trees as an application's objects and back. Its mapper is never a bean: an
 * application's settings must not change the wire format. Safe for use by several
 * threads.
 *
 * @param <T> the type of the objects
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ObjectCodec<T> {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.addModule(new KubernetesModule())
		.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
		.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
		.withCoercionConfig(LogicalType.Textual, ObjectCodec::refuseScalars)
		.build();

	private final JavaType type;

	/**
	 * Create a codec.
	 * @param type the type of the objects
	 */
	public ObjectCodec(Type type) {
		this.type = MAPPER.constructType(type);
	}

	/**
	 * A number is no text, as for the reference.
	 */
	private static void refuseScalars(MutableCoercionConfig textual) {
		textual.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
			.setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
			.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
	}

	/**
	 * An object as a tree.
	 * @param object the object
	 * @return a new tree
	 */
	public ObjectNode toTree(T object) {
		JsonNode tree = MAPPER.valueToTree(object);
		if (tree instanceof ObjectNode members) {
			return members;
		}
		throw new MalformedBodyException(object.getClass().getName() + " is not written as a JSON object");
	}

	/**
	 * A tree as an object.
	 * @param tree the tree
	 * @return a new object
	 * @throws TypeMismatchException if the tree does not fit the type
	 */
	public T toObject(ObjectNode tree) {
		try {
			return MAPPER.convertValue(tree, this.type);
		}
		catch (JacksonException ex) {
			throw new TypeMismatchException(ex, this.type.getRawClass());
		}
	}

	/**
	 * A tree as an object, and what of the tree the type does not know.
	 * @param tree the tree
	 * @param unknown is told where members are that the type does not know
	 * @return a new object
	 * @throws TypeMismatchException if the tree does not fit the type
	 */
	public T toObject(ObjectNode tree, Consumer<JsonPointer> unknown) {
		try {
			return MAPPER.readerFor(this.type).withHandler(new UnknownMembers(unknown)).readValue(tree);
		}
		catch (JacksonException ex) {
			throw new TypeMismatchException(ex, this.type.getRawClass());
		}
	}

	/**
	 * Tell what objects of the type look like.
	 * @param visitor is told
	 */
	public void describe(JsonFormatVisitorWrapper visitor) {
		MAPPER.acceptJsonFormatVisitor(this.type, visitor);
	}

}
