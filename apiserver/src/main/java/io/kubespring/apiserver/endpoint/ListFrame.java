package io.kubespring.apiserver.endpoint;

import java.util.Arrays;

/**
 * What surrounds the items of a list, as compact JSON.
 *
 * @param head what stands before the items, their opening bracket included
 * @param tail what stands behind them, from their closing bracket on
 */
record ListFrame(byte[] head, byte[] tail) {

	private static final byte[] NULL = Bytes.of("null");

	static ListFrame of(String head, String tail) {
		return new ListFrame(Bytes.of(head), Bytes.of(tail));
	}

	/**
	 * The frame of a list that has no items at all, not even an empty list of them.
	 */
	ListFrame withoutItems() {
		return new ListFrame(Bytes.join(Arrays.copyOf(this.head, this.head.length - 1), NULL),
				Arrays.copyOfRange(this.tail, 1, this.tail.length));
	}

}
