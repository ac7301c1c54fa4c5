package io.kubespring.apiserver.strategy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.kubespring.apiserver.meta.TableColumn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A table of printer columns.
 */
final class PrinterTable implements ObjectTable {

	private final List<PrinterCell> cells;

	private final List<TableColumn> columns;

	PrinterTable(List<PrinterCell> cells) {
		this.cells = List.copyOf(cells);
		this.columns = Stream.concat(Stream.of(NAME_COLUMN), cells.stream().map(PrinterCell::column)).toList();
	}

	@Override
	public List<TableColumn> columns() {
		return this.columns;
	}

	@Override
	public Cells cells(ObjectNode object) {
		JsonNode name = JsonNodeFactory.instance.stringNode(object.path("metadata").path("name").asString(""));
		List<PrinterCell.Value> values = this.cells.stream().map((cell) -> cell.of(object)).toList();
		return (now) -> at(name, values, now);
	}

	private static List<JsonNode> at(JsonNode name, List<PrinterCell.Value> values, Instant now) {
		List<JsonNode> row = new ArrayList<>(values.size() + 1);
		row.add(name);
		values.forEach((value) -> row.add(value.at(now)));
		return row;
	}

}
