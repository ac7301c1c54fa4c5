package io.kubespring.apiserver.endpoint;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.GoQuote;
import io.kubespring.apiserver.meta.TableColumn;
import io.kubespring.apiserver.strategy.ObjectTable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Objects as rows of a {@code meta.k8s.io} {@code Table}. Cells that do not depend on the
 * time are kept with the object.
 */
final class TableRenderer {

	private final ObjectTable table;

	private final Clock clock;

	private final byte[] columns;

	TableRenderer(ObjectTable table, Clock clock) {
		this.table = table;
		this.clock = clock;
		this.columns = columns(table.columns());
	}

	private static byte[] columns(List<TableColumn> columns) {
		ArrayNode definitions = JsonNodeFactory.instance.arrayNode();
		columns.forEach((column) -> definitions.addObject()
			.put("name", column.name())
			.put("type", column.type())
			.put("format", column.format())
			.put("description", column.description())
			.put("priority", column.priority()));
		return TreeCodec.SHARED.mapper().writeValueAsBytes(definitions);
	}

	/**
	 * What stands before the rows.
	 * @param metadata the list's metadata as JSON
	 * @param withColumns whether the columns are told
	 */
	byte[] head(String metaVersion, String metadata, boolean withColumns) {
		return Bytes.join(text("{\"kind\":\"Table\",\"apiVersion\":\"meta.k8s.io/" + metaVersion + "\",\"metadata\":"
				+ metadata + ",\"columnDefinitions\":"), withColumns ? this.columns : text("null"),
				text(",\"rows\":["));
	}

	byte[] row(EncodedObject object, String metaVersion, IncludeObject include) {
		return row(object, switch (include) {
			case NONE -> text("null");
			case METADATA -> object.partialMetadata(metaVersion);
			case OBJECT -> object.json();
		});
	}

	private byte[] row(EncodedObject object, byte[] shown) {
		ObjectTable.Cells cells = object.memo(this.table, (encoded) -> this.table.cells(encoded.tree()));
		ArrayNode row = JsonNodeFactory.instance.arrayNode();
		cells.at(this.clock.instant()).forEach(row::add);
		return Bytes.join(text("{\"cells\":"), TreeCodec.SHARED.mapper().writeValueAsBytes(row), text(",\"object\":"),
				shown, text("}"));
	}

	byte[] table(EncodedObject object, String metaVersion, IncludeObject include, boolean withColumns) {
		return Bytes.join(head(metaVersion, metadata(object), withColumns), row(object, metaVersion, include),
				text("]}"));
	}

	/**
	 * The table of a bookmark, whose row is almost empty.
	 */
	byte[] bookmark(EncodedObject empty, String metaVersion, byte[] shown, boolean withColumns) {
		return Bytes.join(head(metaVersion, metadata(empty), withColumns), row(empty, shown), text("]}"));
	}

	private static String metadata(EncodedObject object) {
		return (object.revision() != 0) ? "{\"resourceVersion\":\"" + object.revision() + "\"}" : "{}";
	}

	private static byte[] text(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * What of an object accompanies its row.
	 */
	enum IncludeObject {

		NONE, METADATA, OBJECT;

		static IncludeObject of(String parameter) {
			return switch (parameter) {
				case "None" -> NONE;
				case "", "Metadata" -> METADATA;
				case "Object" -> OBJECT;
				default -> throw ApiStatusException
					.badRequest("Unable to convert to Table as requested: includeObject: Invalid value: "
							+ GoQuote.quote(parameter) + ": must be 'Metadata', 'Object', 'None', or empty");
			};
		}

	}

}
