package io.kubespring.benchmarks.edge;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

/**
 * What the application brings besides.
 */
enum Neighbour {

	/**
	 * Nothing.
	 */
	NONE(List.of()),

	/**
	 * Spring Security, all requests permitted.
	 */
	SECURITY(List.of("org.springframework.boot.security.")),

	/**
	 * The actuator and its observation of each request, recorded in memory.
	 */
	OBSERVATION(List.of("org.springframework.boot.micrometer.", "org.springframework.boot.actuate.",
			"org.springframework.boot.webflux.autoconfigure.WebFluxObservation"));

	private final List<String> configurations;

	Neighbour(List<String> configurations) {
		this.configurations = configurations;
	}

	/**
	 * The auto-configurations of the others, to be left out.
	 */
	String exclusions() {
		List<String> prefixes = Arrays.stream(values())
			.filter((other) -> other != this)
			.flatMap((other) -> other.configurations.stream())
			.toList();
		return ImportCandidates.load(AutoConfiguration.class, Neighbour.class.getClassLoader())
			.getCandidates()
			.stream()
			.filter((name) -> prefixes.stream().anyMatch(name::startsWith))
			.collect(Collectors.joining(","));
	}

}
