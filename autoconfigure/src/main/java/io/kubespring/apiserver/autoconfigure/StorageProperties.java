package io.kubespring.apiserver.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Properties of where objects are kept.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public class StorageProperties {

	private final Memory memory = new Memory();

	public Memory getMemory() {
		return this.memory;
	}

	public static class Memory {

		/**
		 * Age up to which the store in memory keeps past revisions.
		 */
		private Duration history = Duration.ofMinutes(5);

		/**
		 * Size of the past revisions that the store in memory keeps. By default 64MB, or
		 * a sixteenth of the heap if that is less.
		 */
		private @Nullable DataSize historySize;

		/**
		 * Name of the Lease by which one process of a cluster holds its store in memory.
		 * By default the name of the application with "-store" behind it.
		 */
		private @Nullable String leaseName;

		public Duration getHistory() {
			return this.history;
		}

		public void setHistory(Duration history) {
			this.history = history;
		}

		public @Nullable DataSize getHistorySize() {
			return this.historySize;
		}

		public void setHistorySize(@Nullable DataSize historySize) {
			this.historySize = historySize;
		}

		public @Nullable String getLeaseName() {
			return this.leaseName;
		}

		public void setLeaseName(@Nullable String leaseName) {
			this.leaseName = leaseName;
		}

	}

}
