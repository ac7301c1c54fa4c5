package io.kubespring.sample.fleet;

import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Getter;
import io.kubespring.apiserver.resource.Lister;
import io.kubespring.apiserver.resource.ObjectList;
import io.kubespring.apiserver.resource.PrinterColumn;
import io.kubespring.apiserver.resource.Scope;
import org.jspecify.annotations.Nullable;

@ApiResource(group = "fleet.example.com", version = "v1", scope = Scope.CLUSTER)
@PrinterColumn(name = "Plate", jsonPath = ".spec.plate")
@PrinterColumn(name = "Depot", jsonPath = ".metadata.labels.depot")
class Vehicles implements Getter<Vehicle>, Lister<Vehicle> {

	private final FleetClient fleet;

	Vehicles(FleetClient fleet) {
		this.fleet = fleet;
	}

	@Override
	public @Nullable Vehicle get(String name, RequestContext context) {
		return this.fleet.find(name).map(Vehicle::of).orElse(null);
	}

	@Override
	public ObjectList<Vehicle> list(ListOptions options, RequestContext context) {
		return ObjectList.of(this.fleet.all().stream().map(Vehicle::of).toList());
	}

}
