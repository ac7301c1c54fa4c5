package io.kubespring.apiserver.strategy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubespring.apiserver.codec.ObjectCodec;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.meta.TableColumn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link ObjectTable}.
 */
class ObjectTableTests {

	private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

	private static final ObjectNode OBJECT = TreeCodec.SHARED.readObject("""
			{"apiVersion": "v1", "kind": "ConfigMap", "data": {"a": "1"},
			"metadata": {"name": "settings", "creationTimestamp": "2026-11-25T11:58:00Z"}}""".getBytes());

	@Test
	void nameComesFirst() {
		ObjectTable table = ObjectTable.of(List.of(new PrinterColumnValues("Value", ".data.a", "string", "byte", "", 1),
				new PrinterColumnValues("Other", ".data.b", "string", "", "What else.", 0)));
		assertThat(table.columns()).extracting(TableColumn::name).containsExactly("Name", "Value", "Other");
		assertThat(table.columns().get(0)).extracting(TableColumn::type, TableColumn::format, TableColumn::priority)
			.containsExactly("string", "name", 0);
		assertThat(table.columns().get(0).description()).startsWith("Name must be unique within a namespace.");
		assertThat(table.columns().get(1)).isEqualTo(new TableColumn("Value", "string", "byte",
				"Custom resource definition column (in JSONPath format): .data.a", 1));
		assertThat(table.columns().get(2).description()).isEqualTo("What else.");
		assertThat(table.cells(OBJECT).at(NOW)).hasToString("[\"settings\", \"1\", null]");
	}

	@Test
	void ageIsShownWhenNoColumnIsDeclared() {
		ObjectTable table = ObjectTable.of(List.of());
		assertThat(table.columns()).extracting(TableColumn::name, TableColumn::type)
			.containsExactly(tuple("Name", "string"), tuple("Age", "date"));
		assertThat(table.columns().get(1).description()).startsWith("CreationTimestamp is a timestamp representing");
		ObjectTable.Cells cells = table.cells(OBJECT);
		assertThat(cells.at(NOW)).hasToString("[\"settings\", \"2m\"]");
		assertThat(cells.at(NOW.plusSeconds(1))).hasToString("[\"settings\", \"2m1s\"]");
	}

	@Test
	void computedCellsFollowTheName() {
		ObjectTable table = ObjectTable.of(new Entries(2L, 0.5f, true, null, "text"),
				new ObjectCodec<V1ConfigMap>(V1ConfigMap.class)::toObject);
		assertThat(table.columns()).extracting(TableColumn::name).containsExactly("Name", "0", "1", "2", "3", "4");
		assertThat(table.cells(OBJECT).at(NOW)).hasToString("[\"settings\", 2, 0.5, true, null, \"text of 1\"]");
	}

	@Test
	void computedCellsThatDoNotMatchTheColumnsAreRefused() {
		TableConvertor<V1ConfigMap> convertor = new TableConvertor<>() {

			@Override
			public List<TableColumn> columns() {
				return List.of(new TableColumn("A", "string", "", "", 0), new TableColumn("B", "string", "", "", 0));
			}

			@Override
			public List<String> cells(V1ConfigMap object) {
				return List.of("a");
			}

		};
		ObjectTable table = ObjectTable.of(convertor, new ObjectCodec<V1ConfigMap>(V1ConfigMap.class)::toObject);
		assertThatIllegalStateException().isThrownBy(() -> table.cells(OBJECT))
			.withMessageEndingWith("gave 1 cells for 2 columns");
	}

	private static final class Entries implements TableConvertor<V1ConfigMap> {

		private final List<@Nullable Object> cells;

		private Entries(@Nullable Object... cells) {
			this.cells = Arrays.asList(cells);
		}

		@Override
		public List<TableColumn> columns() {
			return IntStream.range(0, this.cells.size())
				.mapToObj((index) -> new TableColumn(String.valueOf(index), "string", "", "", 0))
				.toList();
		}

		@Override
		public List<? extends @Nullable Object> cells(V1ConfigMap object) {
			return this.cells.stream()
				.map((cell) -> "text".equals(cell) ? "text of " + object.getData().get("a") : cell)
				.toList();
		}

	}

}
