package io.kubespring.apiserver.endpoint;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * One member of a gzip stream, RFC 1952, made piece by piece: fast rather than small.
 * What holds memory outside the heap is given back by {@link #close()}, after which
 * nothing may be written. Used by one thread at a time.
 */
final class GzipStream implements AutoCloseable {

	/**
	 * Magic number, deflate, no flags, no time, fastest, unknown file system.
	 */
	private static final byte[] HEAD = { 0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 0xff };

	private static final int OCTET = 8;

	private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);

	private final CRC32 checksum = new CRC32();

	private final byte[] buffer = new byte[8 * 1024];

	private long length;

	private boolean begun;

	/**
	 * Take in bytes.
	 * @return what is compressed so far and was not yet returned, may be empty
	 */
	byte[] write(byte[] bytes) {
		this.checksum.update(bytes);
		this.length += bytes.length;
		this.deflater.setInput(bytes);
		return drain(bytes.length / 4);
	}

	/**
	 * End the member.
	 * @return the rest
	 */
	byte[] finish() {
		this.deflater.finish();
		byte[] rest = drain(this.buffer.length);
		byte[] tail = new byte[OCTET];
		put(tail, 0, this.checksum.getValue());
		put(tail, OCTET / 2, this.length);
		return Bytes.join(rest, tail);
	}

	private byte[] drain(int expected) {
		ByteArrayOutputStream drained = new ByteArrayOutputStream(expected + HEAD.length);
		if (!this.begun) {
			drained.writeBytes(HEAD);
			this.begun = true;
		}
		int count = this.deflater.deflate(this.buffer);
		while (count > 0) {
			drained.write(this.buffer, 0, count);
			count = this.deflater.deflate(this.buffer);
		}
		return drained.toByteArray();
	}

	/**
	 * The lowest 32 bits, the lowest octet first.
	 */
	private static void put(byte[] target, int offset, long value) {
		for (int i = 0; i < OCTET / 2; i++) {
			target[offset + i] = (byte) (value >>> (OCTET * i));
		}
	}

	@Override
	public void close() {
		this.deflater.end();
	}

}
