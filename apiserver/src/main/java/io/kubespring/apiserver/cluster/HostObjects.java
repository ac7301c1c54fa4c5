package io.kubespring.apiserver.cluster;

import java.util.Map;
import java.util.Objects;

import io.kubespring.apiserver.laptop.ClusterObjects;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Services, EndpointSlices and Leases of the host cluster. Needs create, get and delete
 * on these.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class HostObjects implements ClusterObjects {

	private static final Map<String, String> RESOURCES = Map.of("Service", "services", "EndpointSlice",
			"endpointslices", "Lease", "leases");

	private final HostApi api;

	/**
	 * Give access to the objects.
	 * @param cluster the host cluster
	 */
	public HostObjects(HostCluster cluster) {
		this.api = cluster.api();
	}

	@Override
	public Mono<ObjectNode> read(ObjectNode object) {
		return this.api.get(path(object))
			.doOnNext((found) -> identify(found, object))
			.onErrorResume((ex) -> HostApiException.isRefusal(ex, 404), (ex) -> Mono.empty());
	}

	private static void identify(ObjectNode found, ObjectNode asked) {
		found.put("apiVersion", asked.path("apiVersion").asString("")).put("kind", asked.path("kind").asString(""));
		found.withObject("metadata").put("namespace", asked.path("metadata").path("namespace").asString(""));
	}

	@Override
	public Mono<ObjectNode> create(ObjectNode object) {
		return this.api.exchange("POST", collection(object), HostApi.JSON, object);
	}

	@Override
	public Mono<Void> delete(ObjectNode seen) {
		JsonNode metadata = seen.path("metadata");
		ObjectNode options = JsonNodeFactory.instance.objectNode();
		options.put("apiVersion", "v1").put("kind", "DeleteOptions");
		options.putObject("preconditions")
			.put("uid", metadata.path("uid").asString(""))
			.put("resourceVersion", metadata.path("resourceVersion").asString(""));
		return this.api.exchange("DELETE", path(seen), HostApi.JSON, options)
			.onErrorResume((ex) -> HostApiException.isRefusal(ex, 404), (ex) -> Mono.empty())
			.then();
	}

	private static String path(ObjectNode object) {
		return collection(object) + "/" + object.path("metadata").path("name").asString("");
	}

	private static String collection(ObjectNode object) {
		String apiVersion = object.path("apiVersion").asString("");
		return ((apiVersion.indexOf('/') < 0) ? "/api/" : "/apis/") + apiVersion + "/namespaces/"
				+ object.path("metadata").path("namespace").asString("") + "/"
				+ Objects.requireNonNull(RESOURCES.get(object.path("kind").asString("")));
	}

}
