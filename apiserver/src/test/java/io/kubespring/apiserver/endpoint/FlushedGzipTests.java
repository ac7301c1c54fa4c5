package io.kubespring.apiserver.endpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FlushedGzip}.
 */
class FlushedGzipTests {

	private static final int HEADER = 10;

	private static final int TAIL = 8;

	private final FlushedGzip gzip = new FlushedGzip();

	@ParameterizedTest
	@ValueSource(ints = { 1, 511, 512, 513, 8192, 100_000 })
	void pieceIsReadWholeBeforeTheNextIsThere(int size) throws DataFormatException {
		Inflater reader = new Inflater(true);
		byte[] piece = piece(size);
		for (int i = 0; i < 3; i++) {
			byte[] sent = this.gzip.add(piece, FlushedGzip.deflate(piece));
			assertThat(read(reader, (i == 0) ? Arrays.copyOfRange(sent, HEADER, sent.length) : sent)).isEqualTo(piece);
			assertThat(reader.finished()).isFalse();
		}
		byte[] end = this.gzip.end();
		assertThat(read(reader, Arrays.copyOf(end, end.length - TAIL))).isEmpty();
		assertThat(reader.finished()).isTrue();
	}

	@Test
	void piecesMakeOneMember() throws IOException {
		byte[] shared = FlushedGzip.deflate(piece(5000));
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		all.writeBytes(this.gzip.add(piece(5000), shared));
		all.writeBytes(this.gzip.add(Bytes.of("end\n"), FlushedGzip.deflate(Bytes.of("end\n"))));
		all.writeBytes(this.gzip.end());
		assertThat(text(all.toByteArray())).isEqualTo(new String(piece(5000), StandardCharsets.UTF_8) + "end\n");
		assertThat(shared).hasSizeLessThan(1000);
		FlushedGzip other = new FlushedGzip();
		assertThat(text(Bytes.join(other.add(piece(5000), shared), other.end())))
			.isEqualTo(new String(piece(5000), StandardCharsets.UTF_8));
	}

	@Test
	void streamOfNothingIsWhole() throws IOException {
		byte[] end = this.gzip.end();
		assertThat(end).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 0xff);
		assertThat(text(end)).isEmpty();
	}

	private static byte[] piece(int size) {
		byte[] piece = new byte[size];
		for (int i = 0; i < size; i++) {
			piece[i] = (byte) ('a' + (i * i / 7) % 23);
		}
		return piece;
	}

	private static byte[] read(Inflater reader, byte[] sent) throws DataFormatException {
		reader.setInput(sent);
		ByteArrayOutputStream read = new ByteArrayOutputStream();
		byte[] buffer = new byte[4096];
		for (int count = reader.inflate(buffer); count > 0; count = reader.inflate(buffer)) {
			read.write(buffer, 0, count);
		}
		return read.toByteArray();
	}

	private static String text(byte[] compressed) throws IOException {
		return new String(new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes(),
				StandardCharsets.UTF_8);
	}

}
