package io.kubespring.conformance.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kubespring.apiserver.codec.TreeCodec;
import tools.jackson.databind.JsonNode;

/**
 * Reads scenarios from a table of one JSON array per line: name, method, path, body, and
 * names and values of headers in turn. {@code <<x*5>>} in a body stands for
 * {@code xxxxx}.
 */
final class ScenarioTable {

	private static final Pattern REPEATED = Pattern.compile("<<(.+?)\\*(\\d+)>>", Pattern.DOTALL);

	private ScenarioTable() {
	}

	static List<Scenario> read(String name) {
		try (InputStream table = ScenarioTable.class.getResourceAsStream("/scenarios/" + name + ".jsonl")) {
			if (table == null) {
				throw new IllegalStateException("There is no table " + name);
			}
			return new String(table.readAllBytes(), StandardCharsets.UTF_8).lines()
				.map((line) -> scenario(TreeCodec.SHARED.readTree(line.getBytes(StandardCharsets.UTF_8))))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Scenario scenario(JsonNode row) {
		List<String> headers = new ArrayList<>();
		for (int i = 4; i < row.size(); i++) {
			headers.add(row.get(i).asString());
		}
		return Scenario.send(row.get(0).asString(), row.get(1).asString(), row.get(2).asString(),
				expanded(row.get(3).asString()), headers.toArray(String[]::new));
	}

	private static String expanded(String body) {
		return REPEATED.matcher(body)
			.replaceAll((found) -> Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
	}

}
