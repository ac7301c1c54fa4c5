package io.kubespring.conformance.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.kubespring.apiserver.codec.TreeCodec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The answers that differ from the oracle's on purpose, each with its reason and what the
 * oracle said when it was listed; read from {@code deviations.yaml}.
 */
final class Deviations {

	private final Map<String, Deviation> byScenario = new HashMap<>();

	private Deviations() {
	}

	/**
	 * Read the file.
	 */
	static Deviations load() {
		try (InputStream file = Deviations.class.getResourceAsStream("/deviations.yaml")) {
			if (file == null) {
				throw new IllegalStateException("deviations.yaml is not on the class path");
			}
			return of(TreeCodec.SHARED.readYaml(file.readAllBytes()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Deviations of(JsonNode list) {
		Deviations deviations = new Deviations();
		for (JsonNode entry : list) {
			Set<String> routes = new HashSet<>();
			entry.path("routes").forEach((route) -> routes.add(route.asString("")));
			Deviation deviation = new Deviation(entry.path("reason").asString(""), entry.path("answer").asString(""),
					routes);
			for (JsonNode scenario : entry.path("scenarios")) {
				if (deviations.byScenario.put(scenario.asString(""), deviation) != null) {
					throw new IllegalStateException(scenario + " is listed twice");
				}
			}
		}
		return deviations;
	}

	/**
	 * The scenarios that are listed.
	 */
	Set<String> scenarios() {
		return this.byScenario.keySet();
	}

	@Nullable Deviation of(String scenario, Route route) {
		Deviation deviation = this.byScenario.get(scenario);
		return (deviation != null && (deviation.routes().isEmpty() || deviation.routes().contains(route.text())))
				? deviation : null;
	}

	/**
	 * A deviation.
	 *
	 * @param reason why ours is another answer
	 * @param answer the oracle's answer
	 * @param routes the routes by which the answers differ, empty for all
	 */
	record Deviation(String reason, String answer, Set<String> routes) {

	}

}
