package io.kubespring.apiserver.storage.memory;

import java.time.Duration;

import io.kubespring.apiserver.storage.HistorySize;

/**
 * How much history a {@link MemoryStore} keeps; whichever bound is met first, the oldest
 * changes go.
 *
 * @param history the age up to which changes are kept
 * @param maxBytes the bytes that past changes keep in memory
 * @author The kubespring authors
 * @since 0.1.0
 */
public record MemoryStoreSettings(Duration history, long maxBytes) {

	/**
	 * Five minutes, as etcd is compacted by kube-apiserver, and what {@link HistorySize}
	 * says.
	 */
	public static final MemoryStoreSettings DEFAULTS = new MemoryStoreSettings(Duration.ofMinutes(5),
			HistorySize.standard());

}
