package io.kubespring.conformance.demo;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

record WidgetSpec(int size, @Nullable String color, @Nullable Integer replicas, @Nullable List<Port> ports,
		@Nullable Set<String> tags, @Nullable List<String> opts, @Nullable Map<String, String> config) {

	record Port(int port, @Nullable String protocol, @Nullable String name) {

	}

}
