package io.kubespring.apiserver.cluster;

import io.kubespring.apiserver.registration.ApiServiceObservation;
import io.kubespring.apiserver.registration.ApiServices;
import io.kubespring.apiserver.registration.ServiceReference;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The APIService objects of the host cluster, written by server-side apply. Needs list,
 * watch, create and patch on {@code apiservices}, which may be limited to the names in
 * question; get on the Service, if its existence is to be waited for; and for looking at
 * all objects and removing some list without that limit, get and delete.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class HostApiServices implements ApiServices {

	private static final String PATH = "/apis/apiregistration.k8s.io/v1/apiservices";

	private static final String MANAGER = "kubespring";

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
		return this.api.exchange("PATCH", path(object) + "?fieldManager=" + MANAGER + "&force=true",
				"application/apply-patch+yaml", object);
	}

	/**
	 * By a list of one, which needs no permission that following does not need.
	 */
	@Override
	public Mono<ObjectNode> read(String name) {
		return this.api.get(NamedObjectWatch.only(PATH, name))
			.flatMapIterable((list) -> list.path("items"))
			.ofType(ObjectNode.class)
			.next();
	}

	@Override
	public Flux<ObjectNode> list() {
		return this.api.get(PATH).flatMapIterable((list) -> list.path("items")).ofType(ObjectNode.class);
	}

	@Override
	public Mono<ObjectNode> annotate(String name, String annotation, String value) {
		ObjectNode patch = JsonNodeFactory.instance.objectNode();
		patch.putObject("metadata").putObject("annotations").put(annotation, value);
		return this.api.exchange("PATCH", PATH + "/" + name + "?fieldManager=" + MANAGER + "-unregister",
				"application/merge-patch+json", patch);
	}

	@Override
	public Mono<Void> delete(ObjectNode object) {
		ObjectNode options = JsonNodeFactory.instance.objectNode();
		options.put("apiVersion", "v1").put("kind", "DeleteOptions");
		options.putObject("preconditions").put("uid", object.path("metadata").path("uid").asString(""));
		return this.api.exchange("DELETE", path(object), HostApi.JSON, options).then();
	}

	@Override
	public Mono<Boolean> hasService(ServiceReference service) {
		return this.api.get("/api/v1/namespaces/" + service.namespace() + "/services/" + service.name())
			.map((found) -> true)
			.onErrorResume(HostApiException.class, (ex) -> switch (ex.code()) {
				case 404 -> Mono.just(false);
				case 403 -> Mono.just(true);
				default -> Mono.error(ex);
			});
	}

	private static String path(ObjectNode object) {
		return PATH + "/" + object.path("metadata").path("name").asString("");
	}

}
