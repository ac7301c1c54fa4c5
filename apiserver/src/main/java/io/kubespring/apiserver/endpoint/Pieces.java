package io.kubespring.apiserver.endpoint;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that are collected to be sent together.
 */
final class Pieces {

	/**
	 * From this length on, in bytes, another send costs less than a copy.
	 */
	static final int LONG = 16 * 1024;

	private final List<byte[]> all = new ArrayList<>();

	private int size;

	void add(byte[] bytes) {
		this.all.add(bytes);
		this.size += bytes.length;
	}

	/**
	 * The number of bytes.
	 */
	int size() {
		return this.size;
	}

	/**
	 * What was collected.
	 */
	List<byte[]> all() {
		return this.all;
	}

	/**
	 * Take the last bytes away again if they are so long that they are better sent alone,
	 * as they are.
	 * @return the bytes, {@code null} if they stay
	 */
	byte @Nullable [] takeLong() {
		int last = this.all.size() - 1;
		if (last < 1 || this.all.get(last).length < LONG) {
			return null;
		}
		byte[] taken = this.all.remove(last);
		this.size -= taken.length;
		return taken;
	}

	/**
	 * All in one.
	 * @return the bytes, never to be modified
	 */
	byte[] join() {
		return (this.all.size() == 1) ? this.all.get(0) : Bytes.join(this.all.toArray(new byte[0][]));
	}

}
