package io.kubespring.apiserver.storage;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HistorySizeTests {

	private static final long MIB = 1024 * 1024;

	@Test
	void smallHeapGivesASixteenth() {
		assertThat(HistorySize.standard(128 * MIB)).isEqualTo(8 * MIB);
		assertThat(HistorySize.standard(1023 * MIB)).isEqualTo(1023 * MIB / 16);
	}

	@Test
	void largeHeapGivesNoMoreThanIsUseful() {
		assertThat(HistorySize.standard(1024 * MIB)).isEqualTo(64 * MIB);
		assertThat(HistorySize.standard(Long.MAX_VALUE)).isEqualTo(64 * MIB);
		assertThat(HistorySize.standard()).isEqualTo(HistorySize.standard(Runtime.getRuntime().maxMemory()));
	}

}
