package io.kubespring.conformance.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

import io.kubespring.conformance.cluster.RawClient;

/**
 * A scenario and what came back.
 *
 * @param id the scenario's name in the suite
 * @param scenario the scenario
 * @param status the first line: the code, or why there is none
 * @param headers the headers by name in lower case
 * @param body the body, as text
 */
record Exchange(String id, Scenario scenario, String status, Map<String, List<String>> headers, String body) {

	static Exchange of(String id, Scenario scenario, RawClient.Answer answer) {
		return new Exchange(id, scenario, "HTTP " + answer.code(), new TreeMap<>(answer.lines()),
				text(expanded(answer)));
	}

	static Exchange failed(String id, Scenario scenario, Exception failure) {
		return new Exchange(id, scenario, "no answer: " + failure, new TreeMap<>(), "");
	}

	/**
	 * The body as it was before it was compressed.
	 */
	private static byte[] expanded(RawClient.Answer answer) {
		if (!answer.lines().getOrDefault("content-encoding", List.of()).contains("gzip")) {
			return answer.bytes();
		}
		try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(answer.bytes()))) {
			return stream.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String text(byte[] bytes) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			return "(bytes) " + new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
		}
	}

	/**
	 * The parts that are documents of their own: the lines of a watch, or the body.
	 */
	List<String> documents() {
		boolean lines = this.body.startsWith("{\"type\":");
		return lines ? this.body.lines().map((line) -> line + "\n").toList() : List.of(this.body);
	}

}
