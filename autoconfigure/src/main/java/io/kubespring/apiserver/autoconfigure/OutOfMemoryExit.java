package io.kubespring.apiserver.autoconfigure;

import java.util.function.Consumer;
import java.util.function.IntConsumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Ends the process when memory ran out: a cache may have missed a change, a lock may be
 * held for ever, and clients would take for the truth what is left. The exit code is that
 * of {@code -XX:+ExitOnOutOfMemoryError}.
 */
final class OutOfMemoryExit implements Consumer<OutOfMemoryError> {

	static final int CODE = 3;

	private static final Log logger = LogFactory.getLog(OutOfMemoryExit.class);

	private final IntConsumer halt;

	OutOfMemoryExit(IntConsumer halt) {
		this.halt = halt;
	}

	/**
	 * Nothing else is run: hooks of the end need memory, too.
	 */
	@Override
	public void accept(OutOfMemoryError error) {
		try {
			logger.fatal("Out of memory, ending the process: 'apiserver.exit-on-out-of-memory' says so", error);
		}
		finally {
			this.halt.accept(CODE);
		}
	}

}
