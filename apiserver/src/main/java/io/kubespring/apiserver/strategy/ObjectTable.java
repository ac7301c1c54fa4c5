package io.kubespring.apiserver.strategy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.meta.TableColumn;
import io.kubespring.apiserver.resource.PrinterColumn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the objects of a resource are shown in columns: the name first, then the columns
 * that the resource declares or computes, or {@code Age} without any, as custom resources
 * are shown by {@code apiextensions-apiserver}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface ObjectTable {

	/**
	 * The column that names the object.
	 */
	TableColumn NAME_COLUMN = new TableColumn("Name", "string", "name",
			"Name must be unique within a namespace. Is required when creating resources, although some resources may"
					+ " allow a client to request the generation of an appropriate name automatically. Name is primarily"
					+ " intended for creation idempotence and configuration definition. Cannot be updated. More info:"
					+ " https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names",
			0);

	/**
	 * The columns.
	 * @return the columns in order
	 */
	List<TableColumn> columns();

	/**
	 * Prepare the cells of an object. What does not depend on the time is computed here.
	 * @param object the object
	 * @return the cells
	 */
	Cells cells(ObjectNode object);

	/**
	 * A table of declared columns.
	 * @param columns the columns
	 * @return the table
	 * @throws IllegalArgumentException if a column cannot be understood
	 */
	static ObjectTable of(List<PrinterColumn> columns) {
		List<PrinterCell> cells = new ArrayList<>();
		columns.forEach((column) -> cells.add(PrinterCell.of(column)));
		return new PrinterTable(cells.isEmpty() ? List.of(PrinterCell.AGE) : cells);
	}

	/**
	 * The columns of scales.
	 * @return the table
	 */
	static ObjectTable ofScales() {
		return new PrinterTable(PrinterCell.SCALE);
	}

	/**
	 * A table of computed columns.
	 * @param <T> the type of the objects
	 * @param convertor computes the columns
	 * @param reader turns trees into objects
	 * @return the table
	 */
	static <T extends KubernetesObject> ObjectTable of(TableConvertor<T> convertor, Function<ObjectNode, T> reader) {
		return new ComputedTable<>(convertor, reader);
	}

	/**
	 * The cells of one object.
	 */
	interface Cells {

		/**
		 * The cells as they are now.
		 * @param now the time
		 * @return one value per column
		 */
		List<JsonNode> at(Instant now);

	}

}
