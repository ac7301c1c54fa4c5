package io.kubespring.apiserver.strategy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

import io.kubespring.apiserver.meta.TableColumn;
import io.kubespring.apiserver.resource.PrinterColumn;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One printer column and the values it shows, after
 * {@code apiextensions-apiserver/pkg/registry/customresource/tableconvertor}.
 */
final class PrinterCell {

	static final PrinterCell AGE = new PrinterCell(new TableColumn("Age", "date", "",
			"CreationTimestamp is a timestamp representing the server time when this"
					+ " object was created. It is not guaranteed to be set in happens-before order across separate"
					+ " operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\n"
					+ "Populated by the system. Read-only. Null for lists. More info:"
					+ " https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
			0), JsonPath.parse(".metadata.creationTimestamp"));

	private static final Set<String> TYPES = Set.of("integer", "number", "string", "boolean", "date");

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private final TableColumn column;

	private final JsonPath path;

	private PrinterCell(TableColumn column, JsonPath path) {
		this.column = column;
		this.path = path;
	}

	static PrinterCell of(PrinterColumn column) {
		if (!TYPES.contains(column.type())) {
			throw new IllegalArgumentException("the type '" + column.type() + "' of the column '" + column.name()
					+ "' is none of integer, number, string, boolean and date");
		}
		return new PrinterCell(new TableColumn(column.name(), column.type(), column.format(),
				column.description().isEmpty()
						? "Custom resource definition column (in JSONPath format): " + column.jsonPath()
						: column.description(),
				column.priority()), JsonPath.parse(column.jsonPath()));
	}

	TableColumn column() {
		return this.column;
	}

	Value of(ObjectNode object) {
		List<JsonNode> found = this.path.find(object);
		if (found.isEmpty()) {
			return (now) -> NODES.nullNode();
		}
		JsonNode first = found.get(0);
		if (this.column.type().equals("date")) {
			return date(first);
		}
		JsonNode cell = switch (this.column.type()) {
			case "string" -> NODES.stringNode(text(found));
			case "integer" -> first.isNumber() ? NODES.numberNode(first.decimalValue().longValue()) : NODES.nullNode();
			case "number" -> first.isNumber() ? first : NODES.nullNode();
			default -> first.isBoolean() ? first : NODES.nullNode();
		};
		return (now) -> cell;
	}

	private static String text(List<JsonNode> found) {
		StringBuilder text = new StringBuilder();
		found.forEach((node) -> text.append(text.isEmpty() ? "" : " ")
			.append(node.isString() ? node.stringValue() : node.toString()));
		return text.toString();
	}

	private static Value date(JsonNode node) {
		if (!node.isString()) {
			return (now) -> NODES.nullNode();
		}
		try {
			Instant time = OffsetDateTime.parse(node.stringValue()).toInstant();
			return (now) -> NODES.stringNode(HumanDuration.of(Duration.between(time, now)));
		}
		catch (DateTimeException ex) {
			return (now) -> NODES.stringNode("<invalid>");
		}
	}

	/**
	 * A cell's value, which may depend on the time.
	 */
	interface Value {

		JsonNode at(Instant now);

	}

}
