package io.kubespring.apiserver.endpoint;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.strategy.ObjectTable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the cells that are kept as they were last written.
 */
class RowCellsTests {

	private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

	private final RowCells cells = new RowCells(ObjectTable.of(List.of())
		.cells(EncodedObject
			.decode(7,
					"{\"metadata\":{\"creationTimestamp\":\"2026-01-01T00:00:00Z\",\"name\":\"a\"}}"
						.getBytes(StandardCharsets.UTF_8))
			.tree()));

	@Test
	void cellsAreWrittenOnceWhileTheyStayTheSame() {
		byte[] first = this.cells.at(CREATED.plusSeconds(3));
		assertThat(this.cells.at(CREATED.plusMillis(3500))).isSameAs(first);
		assertThat(first).asString(StandardCharsets.UTF_8).isEqualTo("[\"a\",\"3s\"]");
	}

	@Test
	void cellsAreWrittenAgainWhenTimeChangesOne() {
		this.cells.at(CREATED.plusSeconds(3));
		assertThat(this.cells.at(CREATED.plusSeconds(4))).asString(StandardCharsets.UTF_8).isEqualTo("[\"a\",\"4s\"]");
		assertThat(this.cells.at(CREATED.plusSeconds(3))).asString(StandardCharsets.UTF_8).isEqualTo("[\"a\",\"3s\"]");
	}

	@Test
	void tableWithoutColumnsHasEmptyRows() {
		assertThat(new RowCells((now) -> List.of()).at(CREATED)).asString(StandardCharsets.UTF_8).isEqualTo("[]");
	}

}
