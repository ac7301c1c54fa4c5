package io.kubespring.apiserver.discovery;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

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
 * required and nothing is forbidden. Types within themselves, models of other APIs, and
 * what lies deeper or is more than anybody reads are of a form of which no more is said;
 * a member of type {@link Void} does not exist.
 */
final class TypeSchema extends JsonFormatVisitorWrapper.Base {

	private static final String MODELS = "io.kubernetes.client.";

	/**
	 * Members of a kind that are described: types that name each other grow without
	 * bound, and every client reads the document.
	 */
	private static final int MEMBERS = 2000;

	/**
	 * Levels that are described: a type may lie in another of itself for ever.
	 */
	private static final int LEVELS = 24;

	private final ObjectNode schema;

	private final Set<JavaType> around;

	private final int level;

	private final AtomicInteger members;

	TypeSchema(ObjectNode schema) {
		this(schema, Set.of(), 0, new AtomicInteger(MEMBERS));
	}

	private TypeSchema(ObjectNode schema, Set<JavaType> around, int level, AtomicInteger members) {
		this.schema = schema;
		this.around = around;
		this.level = level;
		this.members = members;
	}

	/**
	 * Whether no more is to be said.
	 */
	private boolean isEnough() {
		return this.level >= LEVELS || this.members.get() <= 0;
	}

	@Override
	public @Nullable JsonObjectFormatVisitor expectObjectFormat(JavaType type) {
		this.schema.put("type", "object").put(SpecSchemas.OPEN, true);
		boolean model = !this.around.isEmpty() && type.getRawClass().getName().startsWith(MODELS);
		if (model || this.around.contains(type) || isEnough()) {
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
				if (property.getType().hasRawClass(Void.class) || TypeSchema.this.members.getAndDecrement() <= 0) {
					return;
				}
				serializer(property, getContext()).acceptJsonFormatVisitor(
						nested(properties.putObject(property.getName()), within), property.getType());
			}

		};
	}

	private static ValueSerializer<Object> serializer(BeanProperty property, SerializationContext context) {
		ValueSerializer<Object> own = (property instanceof BeanPropertyWriter writer) ? writer.getSerializer() : null;
		return (own != null) ? own : context.findPrimaryPropertySerializer(property.getType(), property);
	}

	@Override
	public @Nullable JsonArrayFormatVisitor expectArrayFormat(JavaType type) {
		ObjectNode items = this.schema.put("type", "array").putObject("items");
		if (isEnough()) {
			items.put(SpecSchemas.OPEN, true);
			return null;
		}
		return new JsonArrayFormatVisitor.Base(getContext()) {

			@Override
			public void itemsFormat(JsonFormatVisitable handler, JavaType elementType) {
				handler.acceptJsonFormatVisitor(nested(items, TypeSchema.this.around), elementType);
			}

			@Override
			public void itemsFormat(JsonFormatTypes format) {
				items.put("type", format.value());
			}

		};
	}

	@Override
	public @Nullable JsonMapFormatVisitor expectMapFormat(JavaType type) {
		ObjectNode values = this.schema.put("type", "object").putObject("additionalProperties");
		if (isEnough()) {
			values.put(SpecSchemas.OPEN, true);
			return null;
		}
		return new JsonMapFormatVisitor.Base(getContext()) {

			@Override
			public void valueFormat(JsonFormatVisitable handler, JavaType valueType) {
				handler.acceptJsonFormatVisitor(nested(values, TypeSchema.this.around), valueType);
			}

		};
	}

	private TypeSchema nested(ObjectNode schema, Set<JavaType> around) {
		TypeSchema nested = new TypeSchema(schema, around, this.level + 1, this.members);
		nested.setContext(getContext());
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
