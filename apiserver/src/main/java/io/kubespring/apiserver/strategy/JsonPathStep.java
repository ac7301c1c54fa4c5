package io.kubespring.apiserver.strategy;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One step of a {@link JsonPath}.
 */
interface JsonPathStep {

	/**
	 * Add what the step leads to.
	 * @return {@code false} if the step cannot be made from there, and so the whole path
	 * leads to nothing
	 */
	boolean follow(JsonNode from, List<JsonNode> found);

	/**
	 * A member of an object.
	 */
	record Member(String name) implements JsonPathStep {

		@Override
		public boolean follow(JsonNode from, List<JsonNode> found) {
			JsonNode value = from.isObject() ? from.get(this.name) : null;
			if (value != null) {
				found.add(value);
			}
			return true;
		}

	}

	/**
	 * All members of an object or items of a list.
	 */
	record Children() implements JsonPathStep {

		@Override
		public boolean follow(JsonNode from, List<JsonNode> found) {
			from.forEach(found::add);
			return true;
		}

	}

	/**
	 * Objects and lists at every depth, what is there itself first.
	 */
	record Descendants() implements JsonPathStep {

		@Override
		public boolean follow(JsonNode from, List<JsonNode> found) {
			if (!from.isEmpty()) {
				found.add(from);
				from.forEach((child) -> follow(child, found));
			}
			return true;
		}

	}

	/**
	 * An item of a list, counted from its end if negative.
	 */
	record Index(int index) implements JsonPathStep {

		@Override
		public boolean follow(JsonNode from, List<JsonNode> found) {
			int position = (this.index < 0) ? this.index + from.size() : this.index;
			if (!from.isArray() || position < 0 || position >= from.size()) {
				return false;
			}
			found.add(from.get(position));
			return true;
		}

	}

	/**
	 * A part of a list.
	 */
	record Slice(@Nullable Integer start, @Nullable Integer end, int stride) implements JsonPathStep {

		@Override
		public boolean follow(JsonNode from, List<JsonNode> found) {
			int size = from.size();
			int first = (this.start != null) ? fromEnd(this.start, size) : 0;
			int last = (this.end != null) ? fromEnd(this.end, size) : size;
			if (!from.isArray() || (first != last && (first < 0 || first > last || last > size))) {
				return false;
			}
			for (int i = first; i < last; i += this.stride) {
				found.add(from.get(i));
			}
			return true;
		}

		private static int fromEnd(int position, int size) {
			return (position < 0) ? position + size : position;
		}

	}

	/**
	 * What several paths lead to, one after the other.
	 */
	record Union(List<JsonPath> paths) implements JsonPathStep {

		@Override
		public boolean follow(JsonNode from, List<JsonNode> found) {
			this.paths.forEach((path) -> found.addAll(path.find(from)));
			return true;
		}

	}

	/**
	 * A value that stands in the path itself.
	 */
	record Literal(JsonNode value) implements JsonPathStep {

		@Override
		public boolean follow(JsonNode from, List<JsonNode> found) {
			found.add(this.value);
			return true;
		}

	}

	/**
	 * The items of a list in which a path leads to something.
	 */
	record Having(JsonPath path) implements JsonPathStep {

		@Override
		public boolean follow(JsonNode from, List<JsonNode> found) {
			from.forEach((item) -> {
				if (!this.path.find(item).isEmpty()) {
					found.add(item);
				}
			});
			return from.isArray();
		}

	}

	/**
	 * The items of a list for which a comparison holds.
	 */
	record Where(JsonPath left, JsonPathOperator operator, JsonPath right) implements JsonPathStep {

		@Override
		public boolean follow(JsonNode from, List<JsonNode> found) {
			if (!from.isArray()) {
				return false;
			}
			for (JsonNode item : from) {
				List<JsonNode> lefts = this.left.find(item);
				List<JsonNode> rights = this.right.find(item);
				if (lefts.isEmpty() || rights.isEmpty()) {
					continue;
				}
				Boolean holds = (lefts.size() == 1 && rights.size() == 1)
						? this.operator.holds(lefts.get(0), rights.get(0)) : null;
				if (holds == null) {
					return false;
				}
				if (holds) {
					found.add(item);
				}
			}
			return true;
		}

	}

}
