package io.kubespring.apiserver.endpoint;

import java.util.zip.CRC32;

/**
 * What stands around the blocks of one member of a gzip stream, RFC 1952. Used by one
 * thread at a time.
 */
final class GzipFrame {

	/**
	 * Magic number, deflate, no flags, no time, fastest, unknown file system.
	 */
	private static final byte[] HEADER = { 0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 0xff };

	private static final int OCTET = 8;

	private final CRC32 checksum = new CRC32();

	private long length;

	private boolean begun;

	/**
	 * Take in what is deflated.
	 */
	void add(byte[] bytes) {
		this.checksum.update(bytes);
		this.length += bytes.length;
	}

	/**
	 * What to send before the next blocks: the header, once.
	 */
	byte[] begin() {
		byte[] header = this.begun ? new byte[0] : HEADER;
		this.begun = true;
		return header;
	}

	/**
	 * What to send behind the last block.
	 */
	byte[] end() {
		byte[] tail = new byte[OCTET];
		put(tail, 0, this.checksum.getValue());
		put(tail, OCTET / 2, this.length);
		return tail;
	}

	/**
	 * The lowest 32 bits, the lowest octet first.
	 */
	private static void put(byte[] target, int offset, long value) {
		for (int i = 0; i < OCTET / 2; i++) {
			target[offset + i] = (byte) (value >>> (OCTET * i));
		}
	}

}
