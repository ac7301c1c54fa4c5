package io.kubespring.apiserver.endpoint;

import org.springframework.http.HttpHeaders;

/**
 * When and how answers are compressed, after
 * {@code k8s.io/apiserver/pkg/endpoints/handlers/responsewriters}.
 */
final class Gzip {

	/**
	 * The longest body that is sent as it is, in bytes; the reference's.
	 */
	static final int LONGEST_PLAIN = 128 * 1024;

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
			if (coding.strip().equals("gzip")) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether a client takes gzip by the weights that it gives to codings.
	 */
	static boolean isWeighted(ApiExchange exchange) {
		for (String coding : exchange.firstHeader(HttpHeaders.ACCEPT_ENCODING).split(",")) {
			String[] pieces = coding.split(";");
			if (pieces[0].strip().equalsIgnoreCase("gzip")) {
				return pieces.length == 1 || weight(pieces[1].strip()) > 0;
			}
		}
		return false;
	}

	private static double weight(String parameter) {
		try {
			return parameter.startsWith("q=") ? Double.parseDouble(parameter.substring(2)) : 1;
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

	/**
	 * Say that the body is compressed.
	 */
	static void announce(ApiExchange exchange) {
		HttpHeaders headers = exchange.response().getHeaders();
		headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
		headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
	}

	/**
	 * Bytes as a complete member of a gzip stream.
	 */
	static byte[] member(byte[] bytes) {
		try (GzipStream stream = new GzipStream()) {
			return Bytes.join(stream.write(bytes), stream.finish());
		}
	}

}
