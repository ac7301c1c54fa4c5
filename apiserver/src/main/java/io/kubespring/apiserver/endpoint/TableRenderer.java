package io.kubespring.apiserver.endpoint;

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
 * time are kept with the object, and so is what all of them last looked like.
 */
final class TableRenderer {

	private static final byte[] NULL = Bytes.of("null");

	private static final byte[] CELLS = Bytes.of("{\"cells\":");

	private static final byte[] OBJECT = Bytes.of(",\"object\":");

	private static final byte[] END = Bytes.of("}");

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
		return Bytes.join(
				Bytes.of("{\"kind\":\"Table\",\"apiVersion\":\"meta.k8s.io/" + metaVersion + "\",\"metadata\":"
						+ metadata + ",\"columnDefinitions\":"),
				withColumns ? this.columns : NULL, Bytes.of(",\"rows\":["));
	}

	byte[] row(EncodedObject object, String metaVersion, IncludeObject include) {
		byte[] shown = switch (include) {
			case NONE -> NULL;
			case METADATA -> object.partialMetadata(metaVersion);
			case OBJECT -> object.json();
		};
		RowCells cells = object.memo(this.table, (encoded) -> new RowCells(this.table.cells(encoded.tree())));
		return Bytes.join(CELLS, cells.at(this.clock.instant()), OBJECT, shown, END);
	}

	byte[] table(EncodedObject object, String metaVersion, IncludeObject include, boolean withColumns) {
		return Bytes.join(head(metaVersion, metadata(object), withColumns), row(object, metaVersion, include),
				Bytes.of("]}"));
	}

	private static String metadata(EncodedObject object) {
		return (object.revision() != 0) ? "{\"resourceVersion\":\"" + object.revision() + "\"}" : "{}";
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
