package io.kubespring.conformance.demo;

import java.util.List;

import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Getter;
import io.kubespring.apiserver.resource.Lister;
import io.kubespring.apiserver.resource.ObjectList;
import org.jspecify.annotations.Nullable;

@ApiResource(group = "demo.example.com", version = "v1")
class Readings implements Getter<Reading>, Lister<Reading> {

	private static final List<Thermometer> THERMOMETERS = List.of(new Thermometer("ns1", "indoor", "room", 21),
			new Thermometer("ns1", "outdoor", "garden", 7), new Thermometer("ns2", "cellar", "room", 12));

	@Override
	public @Nullable Reading get(String name, RequestContext context) {
		return THERMOMETERS.stream()
			.filter((thermometer) -> thermometer.isIn(context.namespace()) && thermometer.name().equals(name))
			.map(Reading::of)
			.findFirst()
			.orElse(null);
	}

	@Override
	public ObjectList<Reading> list(ListOptions options, RequestContext context) {
		return ObjectList.of(THERMOMETERS.stream()
			.filter((thermometer) -> thermometer.isIn(context.namespace()))
			.map(Reading::of)
			.toList());
	}

}
