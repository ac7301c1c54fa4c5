package io.kubespring.apiserver.endpoint;

import java.nio.charset.StandardCharsets;

/**
 * Texts as {@code Warning} headers, RFC 7234 §5.5, as {@code NewWarningHeader} of
 * apimachinery writes them.
 */
final class WarningHeader {

	private WarningHeader() {
	}

	static String of(String text) {
		String quoted = text.replaceAll("\\p{Cntrl}", " ").replace("\\", "\\\\").replace("\"", "\\\"");
		return new String(("299 - \"" + quoted + "\"").getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
	}

}
