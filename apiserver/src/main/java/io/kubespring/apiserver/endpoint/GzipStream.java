package io.kubespring.apiserver.endpoint;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/**
 * One member of a gzip stream, RFC 1952, made piece by piece: fast rather than small.
 * What holds memory outside the heap is given back by {@link #close()}, after which
 * nothing may be written. Used by one thread at a time.
 */
final class GzipStream implements AutoCloseable {

	private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);

	private final GzipFrame frame = new GzipFrame();

	private final byte[] buffer = new byte[8 * 1024];

	/**
	 * Take in bytes.
	 * @return what is compressed so far and was not yet returned, may be empty
	 */
	byte[] write(byte[] bytes) {
		this.frame.add(bytes);
		this.deflater.setInput(bytes);
		return drain(bytes.length / 4);
	}

	/**
	 * End the member.
	 * @return the rest
	 */
	byte[] finish() {
		this.deflater.finish();
		return Bytes.join(drain(this.buffer.length), this.frame.end());
	}

	private byte[] drain(int expected) {
		byte[] head = this.frame.begin();
		ByteArrayOutputStream drained = new ByteArrayOutputStream(expected + head.length);
		drained.writeBytes(head);
		int count = this.deflater.deflate(this.buffer);
		while (count > 0) {
			drained.write(this.buffer, 0, count);
			count = this.deflater.deflate(this.buffer);
		}
		return drained.toByteArray();
	}

	@Override
	public void close() {
		this.deflater.end();
	}

}
