package io.kubespring.apiserver.discovery;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsonFormatVisitors.JsonAnyFormatVisitor;
import tools.jackson.databind.jsonFormatVisitors.JsonArrayFormatVisitor;
import tools.jackson.databind.jsonFormatVisitors.JsonBooleanFormatVisitor;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatTypes;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitable;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import tools.jackson.databind.jsonFormatVisitors.JsonIntegerFormatVisitor;
import tools.jackson.databind.jsonFormatVisitors.JsonMapFormatVisitor;
import tools.jackson.databind.jsonFormatVisitors.JsonNumberFormatVisitor;
import tools.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;
import tools.jackson.databind.jsonFormatVisitors.JsonStringFormatVisitor;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.BeanPropertyWriter;

/**
 * Writes what a Java type looks like in JSON into a schema that stays open: nothing is
 * required and nothing is forbidden. Types within themselves and models of other APIs are
 * objects of which no more is said; a member of type {@link Void} does not exist.
 */
final class TypeSchema extends JsonFormatVisitorWrapper.Base {

	private static final String MODELS = "io.kubernetes.client.";

	private final ObjectNode schema;

	private final Set<JavaType> around;

	TypeSchema(ObjectNode schema) {
		this(schema, Set.of());
	}

	private TypeSchema(ObjectNode schema, Set<JavaType> around) {
		this.schema = schema;
		this.around = around;
	}

	@Override
	public @Nullable JsonObjectFormatVisitor expectObjectFormat(JavaType type) {
		this.schema.put("type", "object").put(SpecSchemas.OPEN, true);
		boolean model = !this.around.isEmpty() && type.getRawClass().getName().startsWith(MODELS);
		if (model || this.around.contains(type)) {
			return null;
		}
		Set<JavaType> within = new HashSet<>(this.around);
		within.add(type);
		ObjectNode properties = this.schema.putObject("properties");
		return new JsonObjectFormatVisitor.Base(getContext()) {

			@Override
			public void property(BeanProperty property) {
				describe(property);
			}

			@Override
			public void optionalProperty(BeanProperty property) {
				describe(property);
			}

			private void describe(BeanProperty property) {
				if (property.getType().hasRawClass(Void.class)) {
					return;
				}
				serializer(property, getContext()).acceptJsonFormatVisitor(
						nested(properties.putObject(property.getName()), within, getContext()), property.getType());
			}

		};
	}

	private static ValueSerializer<Object> serializer(BeanProperty property, SerializationContext context) {
		ValueSerializer<Object> own = (property instanceof BeanPropertyWriter writer) ? writer.getSerializer() : null;
		return (own != null) ? own : context.findPrimaryPropertySerializer(property.getType(), property);
	}

	@Override
	public JsonArrayFormatVisitor expectArrayFormat(JavaType type) {
		ObjectNode items = this.schema.put("type", "array").putObject("items");
		return new JsonArrayFormatVisitor.Base(getContext()) {

			@Override
			public void itemsFormat(JsonFormatVisitable handler, JavaType elementType) {
				handler.acceptJsonFormatVisitor(nested(items, TypeSchema.this.around, getContext()), elementType);
			}

			@Override
			public void itemsFormat(JsonFormatTypes format) {
				items.put("type", format.value());
			}

		};
	}

	@Override
	public JsonMapFormatVisitor expectMapFormat(JavaType type) {
		ObjectNode values = this.schema.put("type", "object").putObject("additionalProperties");
		return new JsonMapFormatVisitor.Base(getContext()) {

			@Override
			public void valueFormat(JsonFormatVisitable handler, JavaType valueType) {
				handler.acceptJsonFormatVisitor(nested(values, TypeSchema.this.around, getContext()), valueType);
			}

		};
	}

	private static TypeSchema nested(ObjectNode schema, Set<JavaType> around, SerializationContext context) {
		TypeSchema nested = new TypeSchema(schema, around);
		nested.setContext(context);
		return nested;
	}

	@Override
	public @Nullable JsonStringFormatVisitor expectStringFormat(JavaType type) {
		this.schema.put("type", "string");
		return null;
	}

	@Override
	public @Nullable JsonNumberFormatVisitor expectNumberFormat(JavaType type) {
		this.schema.put("type", "number");
		return null;
	}

	@Override
	public @Nullable JsonIntegerFormatVisitor expectIntegerFormat(JavaType type) {
		this.schema.put("type", "integer");
		return null;
	}

	@Override
	public @Nullable JsonBooleanFormatVisitor expectBooleanFormat(JavaType type) {
		this.schema.put("type", "boolean");
		return null;
	}

	@Override
	public @Nullable JsonAnyFormatVisitor expectAnyFormat(JavaType type) {
		this.schema.put(SpecSchemas.OPEN, true);
		return null;
	}

}
