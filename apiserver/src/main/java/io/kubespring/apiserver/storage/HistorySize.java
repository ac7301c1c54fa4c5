package io.kubespring.apiserver.storage;

/**
 * How much of the past is kept where nobody says so: 64 MiB, or a sixteenth of the heap
 * if that is less, so that a process that was given little memory does not spend it on
 * what was.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class HistorySize {

	private static final long MOST = 64L * 1024 * 1024;

	private static final int SHARE = 16;

	private HistorySize() {
	}

	/**
	 * The size for this process.
	 * @return the bytes
	 */
	public static long standard() {
		return standard(Runtime.getRuntime().maxMemory());
	}

	static long standard(long heap) {
		return Math.min(MOST, heap / SHARE);
	}

}
