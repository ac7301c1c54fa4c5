package io.kubespring.apiserver.write;

import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.patch.JsonPatch;
import io.kubespring.apiserver.patch.MergePatch;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request does to an object: a pure function from the current tree to the desired
 * one, so that it can be repeated when somebody else was faster.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public sealed interface Mutation {

	/**
	 * Create an object.
	 *
	 * @param object the object as the client sent it
	 */
	record Create(ObjectNode object) implements Mutation {

	}

	/**
	 * Delete the object.
	 *
	 * @param options the options
	 */
	record Delete(DeleteOptions options) implements Mutation {

	}

	/**
	 * Change an object that exists.
	 */
	sealed interface Change extends Mutation {

		/**
		 * The desired state.
		 * @param object the object as it is kept
		 * @param current its current state in the form that is changed, never modified
		 * @return the desired state, shares nothing with the current one
		 */
		JsonNode apply(EncodedObject object, ObjectNode current);

		/**
		 * Whether the client sent the desired state whole.
		 * @return {@code false} for patches
		 */
		default boolean isReplacement() {
			return false;
		}

		/**
		 * The desired state as the client sent it.
		 * @return the object, {@code null} for patches
		 */
		default @Nullable ObjectNode whole() {
			return null;
		}

		/**
		 * The subresource as which the object is shown and changed.
		 * @return the name, empty if it is changed as it is
		 */
		default String subresource() {
			return "";
		}

	}

	/**
	 * Replace the object.
	 *
	 * @param object the object as the client sent it
	 */
	record Replace(ObjectNode object) implements Change {

		@Override
		public JsonNode apply(EncodedObject object, ObjectNode current) {
			return this.object.deepCopy();
		}

		@Override
		public ObjectNode whole() {
			return this.object;
		}

		@Override
		public boolean isReplacement() {
			return true;
		}

	}

	/**
	 * Run the operations of a JSON patch, RFC 6902.
	 *
	 * @param patch the patch
	 */
	record JsonPatched(JsonPatch patch) implements Change {

		@Override
		public JsonNode apply(EncodedObject object, ObjectNode current) {
			return this.patch.apply(current);
		}

	}

	/**
	 * Merge a JSON document into the object, RFC 7386.
	 *
	 * @param patch the document
	 */
	record MergePatched(JsonNode patch) implements Change {

		@Override
		public JsonNode apply(EncodedObject object, ObjectNode current) {
			return MergePatch.apply(current, this.patch);
		}

	}

	/**
	 * Change the number of replicas through the object's scale.
	 *
	 * @param view shows the object as a scale
	 * @param change what to do to the scale
	 */
	record Scaled(ScaleView view, Change change) implements Change {

		@Override
		public JsonNode apply(EncodedObject object, ObjectNode current) {
			ObjectNode scale = isReplacement() ? current : this.view.showForPatch(current);
			return this.view.scaled(current, this.change.apply(object, scale), isReplacement());
		}

		@Override
		public boolean isReplacement() {
			return this.change.isReplacement();
		}

		@Override
		public String subresource() {
			return "scale";
		}

	}

	/**
	 * Make a change in another version than the hub's.
	 *
	 * @param change what to do in the client's version
	 * @param repeated does it to the object in the hub's version
	 * @param toHub converts an object that was sent whole
	 */
	record Converted(Change change, BiFunction<EncodedObject, ObjectNode, JsonNode> repeated,
			UnaryOperator<ObjectNode> toHub) implements Change {

		@Override
		public JsonNode apply(EncodedObject object, ObjectNode current) {
			return this.repeated.apply(object, current);
		}

		@Override
		public boolean isReplacement() {
			return this.change.isReplacement();
		}

		@Override
		public @Nullable ObjectNode whole() {
			ObjectNode sent = this.change.whole();
			return (sent != null) ? this.toHub.apply(sent) : null;
		}

		@Override
		public String subresource() {
			return this.change.subresource();
		}

	}

	/**
	 * Refuse a patch that cannot be understood, once it is clear that there is an object
	 * to patch.
	 *
	 * @param refusal the refusal
	 */
	record Refused(ApiStatusException refusal) implements Change {

		@Override
		public JsonNode apply(EncodedObject object, ObjectNode current) {
			throw this.refusal;
		}

	}

}
