package io.kubespring.apiserver.endpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GzipTests {

	@Test
	void membersCanBeReadEachAndTogether() throws IOException {
		byte[] first = Gzip.member("a\n".repeat(1000).getBytes(StandardCharsets.UTF_8));
		byte[] second = Gzip.member("b\n".getBytes(StandardCharsets.UTF_8));
		assertThat(first).hasSizeLessThan(100);
		assertThat(text(second)).isEqualTo("b\n");
		assertThat(text(Bytes.join(first, second))).isEqualTo("a\n".repeat(1000) + "b\n");
	}

	private static String text(byte[] stream) throws IOException {
		return new String(new GZIPInputStream(new ByteArrayInputStream(stream)).readAllBytes(), StandardCharsets.UTF_8);
	}

}
