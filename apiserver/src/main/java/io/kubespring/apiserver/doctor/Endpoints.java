package io.kubespring.apiserver.doctor;

import java.util.ArrayList;
import java.util.List;

import io.kubespring.apiserver.registration.ServiceReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Where the Service leads: to the addresses in its EndpointSlices, or to the name of an
 * external host.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class Endpoints {

	/**
	 * What is wrong with more of them is wrong with these already.
	 */
	private static final int MAX = 10;

	private static final int AT_ONCE = 4;

	private final ServiceReference service;

	private final ClusterView cluster;

	/**
	 * Name a Service.
	 * @param service the Service
	 * @param cluster its cluster
	 */
	public Endpoints(ServiceReference service, ClusterView cluster) {
		this.service = service;
		this.cluster = cluster;
	}

	static String servicePath(ServiceReference service) {
		return "/api/v1/namespaces/" + service.namespace() + "/services/" + service.name();
	}

	static String slicesPath(ServiceReference service) {
		return "/apis/discovery.k8s.io/v1/namespaces/" + service.namespace()
				+ "/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3D" + service.name();
	}

	/**
	 * The port of a Service that is meant, {@code null} if it has no such port.
	 */
	static @Nullable JsonNode port(JsonNode spec, ServiceReference service) {
		for (JsonNode port : spec.path("ports")) {
			if (port.path("port").asInt(0) == service.port()) {
				return port;
			}
		}
		return null;
	}

	/**
	 * Connect to each ready endpoint and see what it presents.
	 * @param probe connects
	 * @return the certificates, empty if there is no endpoint; never fails
	 */
	public Mono<List<PresentedCertificate>> certificates(TlsProbe probe) {
		return this.cluster.get(servicePath(this.service)).flatMap((answer) -> {
			if (!answer.isGood()) {
				return Mono.just(List.of(PresentedCertificate.unseen(this.service.toString(), answer.message())));
			}
			return addresses(answer.body().path("spec")).take(MAX)
				.flatMapSequential(
						(address) -> probe.look(address.host(), address.port(), this.service.dnsName())
							.map((chain) -> PresentedCertificate.seen(address.toString(), chain))
							.onErrorResume((ex) -> Mono
								.just(PresentedCertificate.unseen(address.toString(), String.valueOf(ex)))),
						AT_ONCE)
				.collectList();
		});
	}

	private Flux<Address> addresses(JsonNode spec) {
		if (spec.path("type").asString("").equals("ExternalName")) {
			return Flux.just(new Address(spec.path("externalName").asString(""), this.service.port()));
		}
		JsonNode port = port(spec, this.service);
		String name = (port != null) ? port.path("name").asString("") : "";
		return slices().flatMapIterable((slice) -> ready(slice, name));
	}

	private Flux<JsonNode> slices() {
		return this.cluster.get(slicesPath(this.service)).flatMapIterable((answer) -> answer.body().path("items"));
	}

	private static List<Address> ready(JsonNode slice, String portName) {
		List<Address> addresses = new ArrayList<>();
		for (JsonNode port : slice.path("ports")) {
			for (JsonNode endpoint : slice.path("endpoints")) {
				if (port.path("name").asString("").equals(portName)
						&& endpoint.path("conditions").path("ready").asBoolean(true)) {
					addresses
						.add(new Address(endpoint.path("addresses").path(0).asString(""), port.path("port").asInt(0)));
				}
			}
		}
		return addresses;
	}

	/**
	 * The ServiceAccount of the pods behind the Service.
	 * @return its name, empty if there are no pods or they may not be looked at
	 */
	public Mono<String> serviceAccount() {
		return slices().flatMapIterable((slice) -> slice.path("endpoints"))
			.map((endpoint) -> endpoint.path("targetRef"))
			.filter((reference) -> reference.path("kind").asString("").equals("Pod"))
			.next()
			.flatMap((reference) -> this.cluster
				.get("/api/v1/namespaces/" + this.service.namespace() + "/pods/" + reference.path("name").asString("")))
			.map((pod) -> pod.body().path("spec").path("serviceAccountName").asString(""))
			.filter((name) -> !name.isEmpty());
	}

	private record Address(String host, int port) {

		@Override
		public String toString() {
			return (this.host.indexOf(':') < 0) ? this.host + ":" + this.port : "[" + this.host + "]:" + this.port;
		}

	}

}
