package io.kubespring.apiserver.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kubespring.apiserver.codec.JsonIndenter;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.negotiation.Representation;

/**
 * How a list that is made item by item is written.
 */
interface ListForm {

	/**
	 * The form that a client wants.
	 * @param empty whether no items will come
	 */
	static ListForm of(Representation representation, ListFrame frame, boolean empty) {
		if (representation.format() == Representation.Format.YAML) {
			return new Yaml(frame, empty);
		}
		return representation.pretty() ? new Indented(frame) : new Compact(frame);
	}

	/**
	 * Write what stands before the items.
	 */
	void begin(Pieces pieces);

	/**
	 * Write an item.
	 * @param json the item as compact JSON
	 * @param first whether none was written before
	 */
	void item(byte[] json, boolean first, Pieces pieces);

	/**
	 * Write what stands behind the items.
	 */
	void end(Pieces pieces);

	/**
	 * JSON in one line.
	 */
	final class Compact implements ListForm {

		private static final byte[] COMMA = { ',' };

		private static final byte[] NEWLINE = { '\n' };

		private final ListFrame frame;

		Compact(ListFrame frame) {
			this.frame = frame;
		}

		@Override
		public void begin(Pieces pieces) {
			pieces.add(this.frame.head());
		}

		@Override
		public void item(byte[] json, boolean first, Pieces pieces) {
			if (!first) {
				pieces.add(COMMA);
			}
			pieces.add(json);
		}

		@Override
		public void end(Pieces pieces) {
			pieces.add(this.frame.tail());
			pieces.add(NEWLINE);
		}

	}

	/**
	 * JSON on several lines.
	 */
	final class Indented implements ListForm {

		private static final byte[] COMMA = { ',' };

		private final JsonIndenter indenter = new JsonIndenter();

		private final ListFrame frame;

		Indented(ListFrame frame) {
			this.frame = frame;
		}

		@Override
		public void begin(Pieces pieces) {
			pieces.add(this.indenter.indent(this.frame.head()));
		}

		@Override
		public void item(byte[] json, boolean first, Pieces pieces) {
			if (!first) {
				pieces.add(this.indenter.indent(COMMA));
			}
			pieces.add(this.indenter.indent(json));
		}

		@Override
		public void end(Pieces pieces) {
			pieces.add(this.indenter.indent(this.frame.tail()));
		}

	}

	/**
	 * YAML, whose members are sorted: items stand amidst the others.
	 */
	final class Yaml implements ListForm {

		private static final Pattern ITEMS = Pattern.compile("(?m)^(items|rows):( \\[\\])\\n");

		private static final byte[] BEFORE_ITEM = Bytes.of("{\"items\":[");

		private static final byte[] BEHIND_ITEM = Bytes.of("]}");

		private static final int LINE_BEFORE_ITEM = "items:\n".length();

		private final String head;

		private final String tail;

		Yaml(ListFrame frame, boolean empty) {
			String yaml = new String(TreeCodec.SHARED.yaml(Bytes.join(frame.head(), frame.tail())),
					StandardCharsets.UTF_8);
			Matcher items = ITEMS.matcher(yaml);
			boolean split = !empty && items.find();
			this.head = split ? yaml.substring(0, items.start(2)) + "\n" : yaml;
			this.tail = split ? yaml.substring(items.end()) : "";
		}

		@Override
		public void begin(Pieces pieces) {
			pieces.add(Bytes.of(this.head));
		}

		/**
		 * An item is written in a list of its own, since where lines are broken depends
		 * on the column.
		 */
		@Override
		public void item(byte[] json, boolean first, Pieces pieces) {
			byte[] list = TreeCodec.SHARED.yaml(Bytes.join(BEFORE_ITEM, json, BEHIND_ITEM));
			pieces.add(Arrays.copyOfRange(list, LINE_BEFORE_ITEM, list.length));
		}

		@Override
		public void end(Pieces pieces) {
			pieces.add(Bytes.of(this.tail));
		}

	}

}
