package io.kubespring.apiserver.laptop;

import java.util.List;

import io.kubespring.apiserver.registration.ServiceReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects that lead a cluster out of itself: a Service of a name, or a Service
 * without pods and the EndpointSlice that says where it leads. They bear a label, by
 * which a later run knows them as nobody else's.
 */
final class LaptopObjects {

	static final String MANAGED_BY = "app.kubernetes.io/managed-by";

	static final String OURS = "kubespring-laptop";

	private static final String PORT_NAME = "https";

	private final ServiceReference service;

	LaptopObjects(ServiceReference service) {
		this.service = service;
	}

	static boolean isOurs(JsonNode object) {
		return object.path("metadata").path("labels").path(MANAGED_BY).asString("").equals(OURS);
	}

	/**
	 * The objects of an address, in the order in which they are made. The Service has the
	 * port of the application: of a Service of type ExternalName kube-aggregator takes
	 * the name alone, and the port from the APIService.
	 */
	List<ObjectNode> all(LaptopAddress address) {
		ObjectNode service = service();
		ObjectNode spec = service.putObject("spec");
		spec.putArray("ports")
			.addObject()
			.put("name", PORT_NAME)
			.put("port", this.service.port())
			.put("targetPort", address.port());
		if (!address.isAddress()) {
			spec.put("type", "ExternalName").put("externalName", address.host());
			return List.of(service);
		}
		ObjectNode slice = slice();
		slice.put("addressType", address.isIpv6() ? "IPv6" : "IPv4");
		slice.putArray("ports").addObject().put("name", PORT_NAME).put("protocol", "TCP").put("port", address.port());
		ObjectNode endpoint = slice.putArray("endpoints").addObject();
		endpoint.putArray("addresses").add(address.host());
		endpoint.putObject("conditions").put("ready", true);
		return List.of(service, slice);
	}

	ObjectNode service() {
		return object("v1", "Service");
	}

	ObjectNode slice() {
		ObjectNode slice = object("discovery.k8s.io/v1", "EndpointSlice");
		((ObjectNode) slice.path("metadata").path("labels")).put("kubernetes.io/service-name", this.service.name())
			.put("endpointslice.kubernetes.io/managed-by", OURS);
		return slice;
	}

	/**
	 * The Lease of whoever is behind the Service.
	 */
	ObjectNode lease() {
		return object("coordination.k8s.io/v1", "Lease");
	}

	private ObjectNode object(String apiVersion, String kind) {
		ObjectNode object = JsonNodeFactory.instance.objectNode();
		object.put("apiVersion", apiVersion).put("kind", kind);
		object.putObject("metadata")
			.put("name", this.service.name())
			.put("namespace", this.service.namespace())
			.putObject("labels")
			.put(MANAGED_BY, OURS);
		return object;
	}

}
