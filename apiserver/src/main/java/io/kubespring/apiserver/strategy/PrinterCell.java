package io.kubespring.apiserver.strategy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.kubespring.apiserver.meta.TableColumn;
import io.kubespring.apiserver.resource.PrinterColumn;
import org.jspecify.annotations.Nullable;
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

	static final List<PrinterCell> SCALE = List.of(
			new PrinterCell(new TableColumn("Desired", "integer", "", "Number of desired replicas", 0),
					JsonPath.parse(".spec.replicas")),
			new PrinterCell(new TableColumn("Available", "integer", "", "Number of actual replicas", 0),
					JsonPath.parse(".status.replicas")),
			AGE);

	private static final Set<String> TYPES = Set.of("integer", "number", "string", "boolean", "date");

	private static final Set<String> FORMATS = Set.of("", "int32", "int64", "float", "double", "byte", "date",
			"date-time", "password");

	private static final Set<String> ABSENT_TIMES = Set.of("", "null");

	private static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

	private static final Pattern TIME = Pattern
		.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[-+][0-9]{2}:[0-9]{2})");

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private final TableColumn column;

	private final JsonPath path;

	private PrinterCell(TableColumn column, JsonPath path) {
		this.column = column;
		this.path = path;
	}

	static PrinterCell of(PrinterColumn column) {
		if (column.name().isEmpty()) {
			throw new IllegalArgumentException("the column of '" + column.jsonPath() + "' has no name");
		}
		if (!FORMATS.contains(column.format())) {
			throw new IllegalArgumentException("the format '" + column.format() + "' of the column '" + column.name()
					+ "' is none of int32, int64, float, double, byte, date, date-time and password");
		}
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
			case "string" -> NODES.stringNode(CellText.of(first));
			case "integer" -> first.isNumber() ? integer(first) : NODES.nullNode();
			case "number" -> first.isNumber() ? number(first) : NODES.nullNode();
			default -> first.isBoolean() ? first : NODES.nullNode();
		};
		return (now) -> cell;
	}

	private static JsonNode integer(JsonNode number) {
		return NODES.numberNode(GoNumber.isWhole(number) ? number.longValue() : (long) number.doubleValue());
	}

	private static JsonNode number(JsonNode number) {
		BigDecimal value = GoNumber.shortest(NODES.numberNode(number.doubleValue()));
		return (value.scale() == 0) ? NODES.numberNode(value.toBigInteger()) : NODES.numberNode(value);
	}

	private static Value date(JsonNode node) {
		if (!node.isString()) {
			return (now) -> NODES.nullNode();
		}
		String text = node.stringValue();
		Instant time = ABSENT_TIMES.contains(text) ? ZERO : parse(text);
		if (time == null) {
			return (now) -> NODES.stringNode("<invalid>");
		}
		return time.equals(ZERO) ? (now) -> NODES.stringNode("<unknown>")
				: (now) -> NODES.stringNode(HumanDuration.of(Duration.between(time, now)));
	}

	private static @Nullable Instant parse(String text) {
		try {
			return TIME.matcher(text).matches() ? OffsetDateTime.parse(text).toInstant() : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	/**
	 * A cell's value, which may depend on the time.
	 */
	interface Value {

		JsonNode at(Instant now);

	}

}
