package io.kubespring.apiserver.impersonation;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Remembers by which mode a caller was somebody else the last time, so that it is tried
 * first. Bounded by number, and by the length of names. Safe for use by several threads.
 *
 * @author The kubespring authors
 */
final class LastModes {

	/**
	 * As upstream has it.
	 */
	private static final int CALLERS = 10_000;

	/**
	 * In characters. Callers with longer names go through all modes every time.
	 */
	private static final int LONGEST_NAME = 256;

	private final Map<String, ImpersonationMode> modes = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, ImpersonationMode> eldest) {
			return size() > CALLERS;
		}

	};

	synchronized @Nullable ImpersonationMode get(String caller) {
		return this.modes.get(caller);
	}

	synchronized void set(String caller, ImpersonationMode mode) {
		if (caller.length() <= LONGEST_NAME) {
			this.modes.put(caller, mode);
		}
	}

}
