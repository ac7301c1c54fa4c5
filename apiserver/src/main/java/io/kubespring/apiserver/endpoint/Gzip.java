package io.kubespring.apiserver.endpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

import org.springframework.http.HttpHeaders;

/**
 * Compression of streams, after {@code k8s.io/apiserver/pkg/endpoints/handlers}: fast
 * rather than small.
 */
final class Gzip {

	private Gzip() {
	}

	/**
	 * Whether a client takes gzip: only the bare word counts, without a weight, and only
	 * in the first header.
	 */
	static boolean isAccepted(ApiExchange exchange) {
		String accepted = exchange.firstHeader(HttpHeaders.ACCEPT_ENCODING);
		if (!accepted.contains("gzip")) {
			return false;
		}
		for (String coding : accepted.split(",")) {
			if (coding.trim().equals("gzip")) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Bytes as a complete member of a gzip stream.
	 */
	static byte[] member(byte[] bytes) {
		ByteArrayOutputStream member = new ByteArrayOutputStream(64 + bytes.length / 4);
		try (GZIPOutputStream gzip = new Fast(member)) {
			gzip.write(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return member.toByteArray();
	}

	private static final class Fast extends GZIPOutputStream {

		Fast(ByteArrayOutputStream out) throws IOException {
			super(out);
			this.def.setLevel(Deflater.BEST_SPEED);
		}

	}

}
