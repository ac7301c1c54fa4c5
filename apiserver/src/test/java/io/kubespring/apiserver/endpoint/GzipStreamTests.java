package io.kubespring.apiserver.endpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@link GzipStream} and {@link Gzip#member}.
 */
class GzipStreamTests {

	@Test
	void piecesAreOneMember() throws IOException {
		byte[] noise = new byte[300_000];
		new Random(7).nextBytes(noise);
		byte[] text = "kubernetes ".repeat(20_000).getBytes();
		ByteArrayOutputStream compressed = new ByteArrayOutputStream();
		try (GzipStream stream = new GzipStream()) {
			compressed.writeBytes(stream.write(noise));
			compressed.writeBytes(stream.write(new byte[0]));
			compressed.writeBytes(stream.write(text));
			compressed.writeBytes(stream.finish());
		}
		assertThat(expand(compressed.toByteArray())).isEqualTo(Bytes.join(noise, text));
	}

	@Test
	void headIsThatOfTheReference() {
		assertThat(Gzip.member(new byte[0])).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 0xff).hasSizeLessThan(30);
	}

	@Test
	void membersCanFollowEachOther() throws IOException {
		byte[] both = Bytes.join(Gzip.member(Bytes.of("first\n")), Gzip.member(Bytes.of("second\n")));
		assertThat(new String(expand(both))).isEqualTo("first\nsecond\n");
	}

	@Test
	void nothingIsWrittenAfterClose() {
		GzipStream stream = new GzipStream();
		stream.close();
		assertThatThrownBy(() -> stream.write(Bytes.of("x"))).hasMessage("Deflater has been closed");
	}

	private static byte[] expand(byte[] compressed) throws IOException {
		return new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes();
	}

}
