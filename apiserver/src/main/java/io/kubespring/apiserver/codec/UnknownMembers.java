package io.kubespring.apiserver.codec;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;

/**
 * Tells where the members are that a type does not know, and passes over them.
 */
final class UnknownMembers extends DeserializationProblemHandler {

	private final Consumer<JsonPointer> told;

	UnknownMembers(Consumer<JsonPointer> told) {
		this.told = told;
	}

	@Override
	public boolean handleUnknownProperty(DeserializationContext context, JsonParser parser,
			ValueDeserializer<?> deserializer, Object beanOrClass, String name) {
		TokenStreamContext place = parser.streamReadContext();
		// at the beginning of an object or list the place is within it already
		this.told.accept(pointer(parser.currentToken().isStructStart() ? place.getParent() : place));
		parser.skipChildren();
		return true;
	}

	/**
	 * The way to a place. Where members were set aside, until those that a constructor
	 * takes were read, the way has a level more, that of an object without a name.
	 */
	private static JsonPointer pointer(@Nullable TokenStreamContext place) {
		if (place == null) {
			return JsonPointer.empty();
		}
		JsonPointer above = pointer(place.getParent());
		String name = place.currentName();
		if (name != null) {
			return above.appendProperty(name);
		}
		return place.inArray() ? above.appendIndex(place.getCurrentIndex()) : above;
	}

}
