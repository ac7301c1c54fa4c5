package io.kubespring.apiserver.endpoint;

import java.util.ArrayList;
import java.util.List;

/**
 * Bytes that are collected to be sent together.
 */
final class Pieces {

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

	byte[] join() {
		return Bytes.join(this.all.toArray(new byte[0][]));
	}

}
