package io.kubespring.apiserver.endpoint;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A gzip stream of one member, RFC 1952, whose pieces can be read as they come. A piece
 * is deflated by itself and flushed, so many streams can share it, and none holds memory
 * outside the heap. Members that follow each other would not do: Go's reader gives out
 * the end of one when it has seen the beginning of the next. Used by one thread at a
 * time.
 */
final class FlushedGzip {

	/**
	 * Magic number, deflate, no flags, no time, fastest, unknown file system.
	 */
	private static final byte[] HEADER = { 0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 0xff };

	/**
	 * The last block, empty.
	 */
	private static final byte[] LAST_BLOCK = { 3, 0 };

	private static final int OCTET = 8;

	private final CRC32 checksum = new CRC32();

	private long length;

	private boolean begun;

	/**
	 * Deflate a piece by itself.
	 * @return blocks that end at an octet, none of them the last
	 */
	static byte[] deflate(byte[] piece) {
		Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
		try {
			deflater.setInput(piece);
			ByteArrayOutputStream deflated = new ByteArrayOutputStream(piece.length / 4 + 64);
			byte[] buffer = new byte[Math.max(512, Math.min(piece.length, 8192))];
			int count;
			do {
				count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
				deflated.write(buffer, 0, count);
			}
			while (count == buffer.length);
			return deflated.toByteArray();
		}
		finally {
			deflater.end();
		}
	}

	/**
	 * Take in a piece.
	 * @param piece the piece
	 * @param deflated the same, deflated by itself
	 * @return what to send
	 */
	byte[] add(byte[] piece, byte[] deflated) {
		this.checksum.update(piece);
		this.length += piece.length;
		return this.begun ? deflated : Bytes.join(begin(), deflated);
	}

	private byte[] begin() {
		this.begun = true;
		return HEADER;
	}

	/**
	 * End the stream.
	 * @return what to send
	 */
	byte[] end() {
		byte[] tail = new byte[OCTET];
		put(tail, 0, this.checksum.getValue());
		put(tail, OCTET / 2, this.length);
		return Bytes.join(this.begun ? new byte[0] : begin(), LAST_BLOCK, tail);
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
