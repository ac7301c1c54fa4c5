package io.kubespring.sample.fleet;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubespring.apiserver.resource.ApiObject;

class Vehicle extends ApiObject<VehicleSpec, VehicleStatus> {

	static Vehicle of(Truck truck) {
		Vehicle vehicle = new Vehicle();
		vehicle.setMetadata(new V1ObjectMeta().name(truck.id())
			.uid(truck.serialNumber().toString())
			.creationTimestamp(truck.bought())
			.putLabelsItem("depot", truck.depot()));
		vehicle.setSpec(new VehicleSpec(truck.plate()));
		vehicle.setStatus(new VehicleStatus(truck.kilometres()));
		return vehicle;
	}

}
