package io.kubespring.apiserver.autoconfigure;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.util.StringUtils;

/**
 * The paths of the actuator: its base path, or those of its endpoints where it has none.
 * Loaded only where the actuator is.
 */
final class ActuatorPaths {

	private final ObjectProvider<PathMappedEndpoints> endpoints;

	ActuatorPaths(ObjectProvider<PathMappedEndpoints> endpoints) {
		this.endpoints = endpoints;
	}

	List<String> roots() {
		return this.endpoints.stream()
			.flatMap((mapped) -> StringUtils.hasText(mapped.getBasePath()) ? List.of(mapped.getBasePath()).stream()
					: mapped.getAllPaths().stream())
			.toList();
	}

}
