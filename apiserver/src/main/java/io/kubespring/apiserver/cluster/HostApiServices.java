package io.kubespring.apiserver.cluster;

import io.kubespring.apiserver.registration.ApiServiceObservation;
import io.kubespring.apiserver.registration.ApiServices;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.ObjectNode;

/**
 * The APIService objects of the host cluster, written by server-side apply. Needs get,
 * list, watch, create, update and patch on {@code apiservices}, which may be limited to
 * the names in question.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class HostApiServices implements ApiServices {

	private static final String PATH = "/apis/apiregistration.k8s.io/v1/apiservices";

	private final HostApi api;

	private final Scheduler scheduler;

	/**
	 * Give access to the objects.
	 * @param cluster the host cluster
	 * @param scheduler keeps the pauses between attempts
	 */
	public HostApiServices(HostCluster cluster, Scheduler scheduler) {
		this.api = cluster.api();
		this.scheduler = scheduler;
	}

	@Override
	public Flux<ApiServiceObservation> follow(String name) {
		return new NamedObjectWatch(this.api, PATH, name, this.scheduler).observe()
			.map((seen) -> new ApiServiceObservation(seen.object(), seen.failure()));
	}

	@Override
	public Mono<ObjectNode> apply(ObjectNode object) {
		String name = object.path("metadata").path("name").asString("");
		return this.api.exchange("PATCH", PATH + "/" + name + "?fieldManager=kubespring&force=true",
				"application/apply-patch+yaml", object);
	}

}
