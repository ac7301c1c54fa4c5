package io.kubespring.apiserver.codec;

import java.time.OffsetDateTime;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.gson.annotations.SerializedName;
import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedField;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.introspect.VisibilityChecker;
import tools.jackson.databind.module.SimpleModule;

/**
 * Teaches Jackson the models of client-java: names from {@link SerializedName}, fields
 * instead of accessors, nothing that is empty, quantities as texts and times as
 * {@code metav1.Time} has them.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class KubernetesModule extends SimpleModule {

	/**
	 * Create the module.
	 */
	public KubernetesModule() {
		super("kubernetes");
		addSerializer(Quantity.class, new QuantitySerializer());
		addDeserializer(Quantity.class, new QuantityDeserializer());
		addSerializer(IntOrString.class, new IntOrStringSerializer());
		addDeserializer(IntOrString.class, new IntOrStringDeserializer());
		addSerializer(OffsetDateTime.class, new TimeSerializer());
		addDeserializer(OffsetDateTime.class, new TimeDeserializer());
	}

	@Override
	public void setupModule(SetupContext context) {
		super.setupModule(context);
		context.insertAnnotationIntrospector(new SerializedNames());
	}

	private static final class SerializedNames extends NopAnnotationIntrospector {

		@Override
		public @Nullable PropertyName findNameForSerialization(MapperConfig<?> config, Annotated annotated) {
			return name(annotated);
		}

		@Override
		public @Nullable PropertyName findNameForDeserialization(MapperConfig<?> config, Annotated annotated) {
			return name(annotated);
		}

		private static @Nullable PropertyName name(Annotated annotated) {
			SerializedName name = (annotated instanceof AnnotatedField) ? annotated.getAnnotation(SerializedName.class)
					: null;
			return (name != null) ? PropertyName.construct(name.value()) : null;
		}

		@Override
		public VisibilityChecker findAutoDetectVisibility(MapperConfig<?> config, AnnotatedClass type,
				VisibilityChecker checker) {
			return isModel(type) ? checker.withFieldVisibility(Visibility.NONE)
				.withGetterVisibility(Visibility.NONE)
				.withIsGetterVisibility(Visibility.NONE)
				.withSetterVisibility(Visibility.NONE) : checker;
		}

		@Override
		public JsonInclude.Value findPropertyInclusion(MapperConfig<?> config, Annotated annotated) {
			return (annotated instanceof AnnotatedClass type && isModel(type))
					? JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS)
					: JsonInclude.Value.empty();
		}

		private static boolean isModel(AnnotatedClass type) {
			for (AnnotatedField field : type.fields()) {
				if (field.hasAnnotation(SerializedName.class)) {
					return true;
				}
			}
			return false;
		}

	}

	private static final class QuantitySerializer extends ValueSerializer<Quantity> {

		@Override
		public void serialize(Quantity value, JsonGenerator generator, SerializationContext context) {
			generator.writeString(value.toSuffixedString());
		}

	}

	private static final class QuantityDeserializer extends ValueDeserializer<Quantity> {

		@Override
		public Quantity deserialize(JsonParser parser, DeserializationContext context) {
			return Quantity.fromString(parser.getValueAsString());
		}

	}

	private static final class IntOrStringSerializer extends ValueSerializer<IntOrString> {

		@Override
		public void serialize(IntOrString value, JsonGenerator generator, SerializationContext context) {
			if (value.isInteger()) {
				generator.writeNumber(value.getIntValue());
			}
			else {
				generator.writeString(value.getStrValue());
			}
		}

	}

	private static final class IntOrStringDeserializer extends ValueDeserializer<IntOrString> {

		@Override
		public IntOrString deserialize(JsonParser parser, DeserializationContext context) {
			return (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) ? new IntOrString(parser.getIntValue())
					: new IntOrString(parser.getValueAsString());
		}

	}

	private static final class TimeSerializer extends ValueSerializer<OffsetDateTime> {

		@Override
		public void serialize(OffsetDateTime value, JsonGenerator generator, SerializationContext context) {
			generator.writeString(MetaTime.write(value));
		}

	}

	private static final class TimeDeserializer extends ValueDeserializer<OffsetDateTime> {

		@Override
		public OffsetDateTime deserialize(JsonParser parser, DeserializationContext context) {
			return MetaTime.read(parser.getString());
		}

	}

}
