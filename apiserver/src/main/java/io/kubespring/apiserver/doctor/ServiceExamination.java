package io.kubespring.apiserver.doctor;

import java.util.ArrayList;
import java.util.List;

import io.kubespring.apiserver.registration.ServiceReference;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Looks for the Service, its port and a ready endpoint of that port, as
 * {@code remote_available_controller} of kube-aggregator does before it sends anything.
 */
final class ServiceExamination {

	private final ServiceReference service;

	private final ClusterView cluster;

	ServiceExamination(ServiceReference service, ClusterView cluster) {
		this.service = service;
		this.cluster = cluster;
	}

	Mono<List<Finding>> examine() {
		return this.cluster.get(Endpoints.servicePath(this.service)).flatMap(this::service);
	}

	private Mono<List<Finding>> service(ClusterAnswer answer) {
		String subject = this.service.toString();
		String mend = "kubectl apply the Service that --apiserver.print-manifests prints, or set"
				+ " apiserver.registration.service.namespace, .name and .port to the one that there is.";
		if (answer.isMissing()) {
			return Mono.just(List.of(Finding.broken(Hop.SERVICE, subject, "There is no such Service.", mend)));
		}
		if (!answer.isGood()) {
			return Mono.just(List.of(Finding.unknown(Hop.SERVICE, subject, answer.message(), rights("services"))));
		}
		JsonNode spec = answer.body().path("spec");
		JsonNode port = Endpoints.port(spec, this.service);
		if (port == null) {
			return Mono.just(List.of(Finding.broken(Hop.SERVICE, subject,
					"The Service has the ports " + numbers(spec) + " and not " + this.service.port() + ".", mend)));
		}
		Finding service = Finding.well(Hop.SERVICE, subject, "The Service exists and has the port.");
		if (spec.path("type").asString("").equals("ExternalName")) {
			return Mono.just(List.of(service, Finding.well(Hop.ENDPOINTS, subject,
					"It leads to " + spec.path("externalName").asString("") + ".")));
		}
		return this.cluster.get(Endpoints.slicesPath(this.service))
			.map((found) -> List.of(service, endpoints(found, spec, port)));
	}

	private static String numbers(JsonNode spec) {
		List<String> numbers = new ArrayList<>();
		spec.path("ports").forEach((port) -> numbers.add(port.path("port").asString("")));
		return numbers.toString();
	}

	private Finding endpoints(ClusterAnswer answer, JsonNode spec, JsonNode port) {
		String subject = this.service.toString();
		if (!answer.isGood()) {
			return Finding.unknown(Hop.ENDPOINTS, subject, answer.message(), rights("endpointslices.discovery.k8s.io"));
		}
		String name = port.path("name").asString("");
		int ready = 0;
		int addresses = 0;
		boolean named = false;
		for (JsonNode slice : answer.body().path("items")) {
			boolean hasPort = false;
			for (JsonNode slicePort : slice.path("ports")) {
				hasPort |= slicePort.path("name").asString("").equals(name);
			}
			for (JsonNode endpoint : slice.path("endpoints")) {
				addresses++;
				named |= hasPort;
				ready += (hasPort && endpoint.path("conditions").path("ready").asBoolean(true)) ? 1 : 0;
			}
		}
		if (ready > 0) {
			return Finding.well(Hop.ENDPOINTS, subject, "Ready endpoints: " + ready + ".");
		}
		String labels = spec.path("selector").toString();
		if (addresses == 0) {
			return Finding.broken(Hop.ENDPOINTS, subject, "No pod has the labels " + labels + ".",
					"kubectl -n " + this.service.namespace() + " get pods --show-labels, and correct the selector.");
		}
		if (!named) {
			return Finding.broken(Hop.ENDPOINTS, subject, "No endpoint has the port \"" + name + "\".",
					"Give targetPort of the Service the name or the number of the container's port.");
		}
		return Finding.broken(Hop.ENDPOINTS, subject, "None of " + addresses + " endpoints is ready.",
				"kubectl -n " + this.service.namespace() + " describe pods: /readyz?verbose says what is wrong.");
	}

	private String rights(String resource) {
		return "kubectl -n " + this.service.namespace() + " create role doctor --verb=get,list --resource=" + resource
				+ ", and bind it to the application.";
	}

}
