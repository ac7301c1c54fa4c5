package io.kubespring.apiserver.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.meta.TableColumn;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A table whose cells an application computes.
 *
 * @param <T> the type of the objects
 */
final class ComputedTable<T extends KubernetesObject> implements ObjectTable {

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private final TableConvertor<T> convertor;

	private final Function<ObjectNode, T> reader;

	private final List<TableColumn> columns;

	ComputedTable(TableConvertor<T> convertor, Function<ObjectNode, T> reader) {
		this.convertor = convertor;
		this.reader = reader;
		this.columns = Stream.concat(Stream.of(NAME_COLUMN), convertor.columns().stream()).toList();
	}

	@Override
	public List<TableColumn> columns() {
		return this.columns;
	}

	@Override
	public Cells cells(ObjectNode object) {
		List<JsonNode> row = new ArrayList<>();
		row.add(NODES.stringNode(object.path("metadata").path("name").asString("")));
		this.convertor.cells(this.reader.apply(object)).forEach((cell) -> row.add(node(cell)));
		if (row.size() != this.columns.size()) {
			throw new IllegalStateException(this.convertor.getClass().getName() + " gave " + (row.size() - 1)
					+ " cells for " + (this.columns.size() - 1) + " columns");
		}
		return (now) -> row;
	}

	private static JsonNode node(@Nullable Object cell) {
		if (cell == null) {
			return NODES.nullNode();
		}
		if (cell instanceof Boolean flag) {
			return NODES.booleanNode(flag);
		}
		if (cell instanceof Integer || cell instanceof Long) {
			return NODES.numberNode(((Number) cell).longValue());
		}
		return (cell instanceof Number number) ? NODES.numberNode(number.doubleValue())
				: NODES.stringNode(cell.toString());
	}

}
