package io.kubespring.apiserver.endpoint;

import java.io.ByteArrayOutputStream;
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
	 * The last block, empty.
	 */
	private static final byte[] LAST_BLOCK = { 3, 0 };

	private final GzipFrame frame = new GzipFrame();

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
		this.frame.add(piece);
		byte[] head = this.frame.begin();
		return (head.length == 0) ? deflated : Bytes.join(head, deflated);
	}

	/**
	 * End the stream.
	 * @return what to send
	 */
	byte[] end() {
		return Bytes.join(this.frame.begin(), LAST_BLOCK, this.frame.end());
	}

}
