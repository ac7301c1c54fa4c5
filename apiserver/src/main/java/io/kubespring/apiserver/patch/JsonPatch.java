package io.kubespring.apiserver.patch;

import java.util.ArrayList;
import java.util.List;

import io.kubespring.apiserver.error.ApiStatusException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON patch, RFC 6902, with the leniency of the reference's library: {@code replace} and
 * {@code copy} of a missing member work, {@code add} without value adds null, indices may
 * count from the end. Immutable.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class JsonPatch {

	private static final int MOST_OPERATIONS = 10_000;

	private static final long MOST_COPIED_BYTES = 3 * 1024 * 1024;

	private final List<Operation> operations;

	private JsonPatch(List<Operation> operations) {
		this.operations = operations;
	}

	/**
	 * Read a patch.
	 * @param document the document as the client sent it
	 * @return the patch
	 * @throws ApiStatusException if it is not a list of operations or too long a one
	 */
	public static JsonPatch parse(JsonNode document) {
		return parse(document, true);
	}

	/**
	 * Read a patch.
	 * @param document the document as the client sent it
	 * @param typed whether members of operations that are no texts are told; without it
	 * they count as missing
	 * @return the patch
	 * @throws ApiStatusException if it is not a list of operations or too long a one
	 */
	public static JsonPatch parse(JsonNode document, boolean typed) {
		if (document.isNull()) {
			return new JsonPatch(List.of());
		}
		if (!document.isArray()) {
			throw mistyped(document, typed, "[]handlers.jsonPatchOp", "jsonpatch.Patch");
		}
		List<Operation> operations = new ArrayList<>(document.size());
		for (JsonNode item : document) {
			if (!item.isObject() && !item.isNull()) {
				throw mistyped(item, typed, "handlers.jsonPatchOp", "jsonpatch.Operation");
			}
			operations.add(new Operation(text(item, "op", typed), text(item, "path", typed), text(item, "from", typed),
					item.get("value")));
		}
		if (document.size() > MOST_OPERATIONS) {
			throw ApiStatusException.requestEntityTooLarge("The allowed maximum operations in a JSON patch is "
					+ MOST_OPERATIONS + ", got " + document.size());
		}
		return new JsonPatch(operations);
	}

	private static ApiStatusException mistyped(JsonNode value, boolean typed, String type, String untyped) {
		return ApiStatusException.badRequest((typed ? "error decoding patch: " : "") + "json: cannot unmarshal "
				+ GoTypes.nameOf(value) + " into Go value of type " + (typed ? type : untyped));
	}

	private static @Nullable String text(JsonNode item, String member, boolean typed) {
		JsonNode value = item.get(member);
		if (value == null || value.isNull()) {
			return null;
		}
		if (!value.isString() && !typed) {
			return null;
		}
		if (!value.isString()) {
			throw ApiStatusException.badRequest("error decoding patch: json: cannot unmarshal " + GoTypes.nameOf(value)
					+ " into Go struct field jsonPatchOp." + member + " of type string");
		}
		return value.stringValue();
	}

	/**
	 * Run the operations on a document.
	 * @param document the document, never modified
	 * @return the patched document, shares nothing with the other
	 * @throws ApiStatusException if an operation fails
	 */
	public JsonNode apply(JsonNode document) {
		JsonNode patched = document.deepCopy();
		long[] copied = { 0 };
		for (Operation operation : this.operations) {
			patched = operation.apply(patched, copied);
		}
		return patched;
	}

	private record Operation(@Nullable String op, @Nullable String path, @Nullable String from,
			@Nullable JsonNode value) {

		JsonNode apply(JsonNode document, long[] copied) {
			if (this.op == null || this.path == null) {
				throw new PatchFailure("an operation without op or path");
			}
			if (this.path.isEmpty()) {
				return applyToWhole(document);
			}
			JsonPointer pointer = JsonPointer.parse(this.path);
			switch (this.op) {
				case "add" -> Container.of(document, pointer).add(pointer.last(), given());
				case "replace" -> Container.of(document, pointer).replace(pointer.last(), given());
				case "remove" -> Container.of(document, pointer).remove(pointer.last());
				case "test" -> test(Container.of(document, pointer).get(pointer.last()));
				case "move" -> {
					JsonPointer source = source();
					JsonNode moved = Container.of(document, source).remove(source.last());
					Container.of(document, pointer).add(pointer.last(), moved);
				}
				case "copy" -> {
					JsonPointer source = source();
					JsonNode original = Container.of(document, source).get(source.last());
					JsonNode copy = (original != null) ? original.deepCopy() : NullNode.getInstance();
					copied[0] += copy.toString().length();
					if (copied[0] > MOST_COPIED_BYTES) {
						throw new PatchFailure("copies too much");
					}
					Container.of(document, pointer).add(pointer.last(), copy);
				}
				default -> throw new PatchFailure("unknown operation " + this.op);
			}
			return document;
		}

		private JsonNode applyToWhole(JsonNode document) {
			switch (String.valueOf(this.op)) {
				case "replace" -> {
					return container(given());
				}
				case "test" -> {
					test(document);
					return document;
				}
				default -> throw new PatchFailure(this.op + " of the whole document");
			}
		}

		private static JsonNode container(JsonNode whole) {
			if (!whole.isContainer()) {
				throw new PatchFailure("the whole document is neither object nor array");
			}
			return whole;
		}

		private JsonPointer source() {
			if (this.from == null) {
				throw new PatchFailure("an operation without from");
			}
			return JsonPointer.parse(this.from);
		}

		private JsonNode given() {
			return (this.value != null) ? this.value.deepCopy() : NullNode.getInstance();
		}

		private void test(@Nullable JsonNode actual) {
			JsonNode expected = given();
			boolean equal = (actual == null || actual.isNull()) ? expected.isNull()
					: JsonNumbers.equal(actual, expected);
			if (!equal) {
				throw new PatchFailure("test of " + this.path + " failed");
			}
		}

	}

	/**
	 * The array or object that holds the member a pointer leads to.
	 */
	private record Container(JsonNode node) {

		static Container of(JsonNode document, JsonPointer pointer) {
			JsonNode node = document;
			for (String part : pointer.parents()) {
				JsonNode next = new Container(node).get(part);
				if (next == null) {
					throw new PatchFailure("nothing at " + part);
				}
				node = next;
			}
			if (!node.isContainer()) {
				throw new PatchFailure("not a container");
			}
			return new Container(node);
		}

		@Nullable JsonNode get(String member) {
			if (this.node instanceof ObjectNode object) {
				return object.get(member);
			}
			return (this.node instanceof ArrayNode array) ? array.get(existing(array, member)) : null;
		}

		void add(String member, JsonNode value) {
			if (this.node instanceof ObjectNode object) {
				object.set(member, value);
			}
			else if (this.node instanceof ArrayNode array) {
				if (member.equals("-")) {
					array.add(value);
					return;
				}
				int index = index(member);
				index = (index < 0) ? index + array.size() + 1 : index;
				if (index < 0 || index > array.size()) {
					throw new PatchFailure("index " + member + " out of bounds");
				}
				array.insert(index, value);
			}
		}

		void replace(String member, JsonNode value) {
			if (this.node instanceof ObjectNode object) {
				object.set(member, value);
			}
			else if (this.node instanceof ArrayNode array) {
				array.set(existing(array, member), value);
			}
		}

		JsonNode remove(String member) {
			JsonNode removed = null;
			if (this.node instanceof ObjectNode object) {
				removed = object.remove(member);
			}
			else if (this.node instanceof ArrayNode array) {
				removed = array.remove(existing(array, member));
			}
			if (removed == null) {
				throw new PatchFailure("nothing at " + member);
			}
			return removed;
		}

		private static int existing(ArrayNode array, String member) {
			int index = index(member);
			index = (index < 0) ? index + array.size() : index;
			if (index < 0 || index >= array.size()) {
				throw new PatchFailure("index " + member + " out of bounds");
			}
			return index;
		}

		private static int index(String member) {
			try {
				return Integer.parseInt(member);
			}
			catch (NumberFormatException ex) {
				throw new PatchFailure(member + " is not an index");
			}
		}

	}

}
