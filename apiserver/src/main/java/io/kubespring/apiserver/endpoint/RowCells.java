package io.kubespring.apiserver.endpoint;

import java.time.Instant;
import java.util.List;

import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.strategy.ObjectTable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The cells of one object's row as JSON, kept as they were last shown: they are written
 * again only when time has changed one of them. Safe for use by several threads.
 */
final class RowCells {

	private final ObjectTable.Cells cells;

	private volatile Written last = new Written(List.of(), new byte[0]);

	RowCells(ObjectTable.Cells cells) {
		this.cells = cells;
	}

	/**
	 * The cells as they are now.
	 * @return an array in JSON, never to be modified
	 */
	byte[] at(Instant now) {
		List<JsonNode> values = this.cells.at(now);
		Written written = this.last;
		if (written.json().length == 0 || !written.values().equals(values)) {
			written = new Written(values, write(values));
			this.last = written;
		}
		return written.json();
	}

	private static byte[] write(List<JsonNode> values) {
		ArrayNode row = JsonNodeFactory.instance.arrayNode();
		values.forEach(row::add);
		return TreeCodec.SHARED.mapper().writeValueAsBytes(row);
	}

	/**
	 * Cells and what they look like.
	 *
	 * @param values the cells
	 * @param json the same as JSON
	 */
	private record Written(List<JsonNode> values, byte[] json) {

	}

}
