package io.kubespring.apiserver.discovery;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Writes messages in the wire format of protocol buffers: texts, booleans and messages,
 * which is all that schemas need.
 */
final class ProtobufWriter {

	private static final int VARINT = 0;

	private static final int LENGTH_DELIMITED = 2;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	void text(int field, String value) {
		if (!value.isEmpty()) {
			delimited(field, value.getBytes(StandardCharsets.UTF_8));
		}
	}

	void flag(int field, boolean value) {
		if (value) {
			varint((long) field << 3 | VARINT);
			this.bytes.write(1);
		}
	}

	void message(int field, Consumer<ProtobufWriter> content) {
		ProtobufWriter message = new ProtobufWriter();
		content.accept(message);
		delimited(field, message.toByteArray());
	}

	private void delimited(int field, byte[] content) {
		varint((long) field << 3 | LENGTH_DELIMITED);
		varint(content.length);
		this.bytes.writeBytes(content);
	}

	private void varint(long value) {
		long rest = value;
		while ((rest & ~0x7FL) != 0) {
			this.bytes.write((int) (rest & 0x7F | 0x80));
			rest >>>= 7;
		}
		this.bytes.write((int) rest);
	}

	byte[] toByteArray() {
		return this.bytes.toByteArray();
	}

}
