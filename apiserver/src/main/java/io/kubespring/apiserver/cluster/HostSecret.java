package io.kubespring.apiserver.cluster;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import io.kubespring.apiserver.certificate.SharedSecret;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Secret of the host cluster. Needs create on {@code secrets} of its namespace, and
 * get, list, watch and patch on this one, which can be limited to its name.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class HostSecret implements SharedSecret {

	private static final String TYPE = "kubernetes.io/tls";

	private final HostApi api;

	private final String collection;

	private final String name;

	private final Scheduler scheduler;

	/**
	 * Name a Secret.
	 * @param cluster the host cluster
	 * @param namespace its namespace
	 * @param name its name
	 * @param scheduler keeps the pauses between attempts
	 */
	public HostSecret(HostCluster cluster, String namespace, String name, Scheduler scheduler) {
		this.api = cluster.api();
		this.collection = "/api/v1/namespaces/" + namespace + "/secrets";
		this.name = name;
		this.scheduler = scheduler;
	}

	@Override
	public Flux<Seen> follow() {
		return new NamedObjectWatch(this.api, this.collection, this.name, this.scheduler).observe().map((seen) -> {
			ObjectNode object = seen.object();
			return new Seen((object != null) ? content(object) : null, seen.failure());
		});
	}

	@Override
	public Mono<Content> read() {
		return this.api.get(this.collection + "/" + this.name)
			.map(HostSecret::content)
			.onErrorResume((ex) -> HostApiException.isRefusal(ex, 404), (ex) -> Mono.empty());
	}

	@Override
	public Mono<Content> create(Map<String, byte[]> data) {
		return this.api.exchange("POST", this.collection, HostApi.JSON, object(data))
			.map(HostSecret::content)
			.onErrorResume((ex) -> HostApiException.isRefusal(ex, 409), (ex) -> Mono.empty());
	}

	/**
	 * By a patch, so that type, labels and annotations stay as somebody may have made
	 * them.
	 */
	@Override
	public Mono<Content> replace(Content seen, Map<String, byte[]> data) {
		ObjectNode patch = JsonNodeFactory.instance.objectNode();
		patch.putObject("metadata").put("resourceVersion", seen.version());
		ObjectNode encoded = putData(patch, data);
		seen.data().keySet().stream().filter((key) -> !data.containsKey(key)).forEach(encoded::putNull);
		return this.api.exchange("PATCH", this.collection + "/" + this.name, "application/merge-patch+json", patch)
			.map(HostSecret::content)
			.onErrorResume((ex) -> HostApiException.isRefusal(ex, 409) || HostApiException.isRefusal(ex, 404),
					(ex) -> Mono.empty());
	}

	private ObjectNode object(Map<String, byte[]> data) {
		ObjectNode object = JsonNodeFactory.instance.objectNode();
		object.put("apiVersion", "v1").put("kind", "Secret").put("type", TYPE);
		object.putObject("metadata")
			.put("name", this.name)
			.putObject("labels")
			.put("app.kubernetes.io/managed-by", "kubespring");
		putData(object, data);
		return object;
	}

	private static ObjectNode putData(ObjectNode object, Map<String, byte[]> data) {
		ObjectNode encoded = object.putObject("data");
		data.forEach((key, value) -> encoded.put(key, Base64.getEncoder().encodeToString(value)));
		return encoded;
	}

	private static Content content(ObjectNode object) {
		Map<String, byte[]> data = new LinkedHashMap<>();
		object.path("data").properties().forEach((entry) -> {
			try {
				data.put(entry.getKey(), Base64.getDecoder().decode(entry.getValue().asString("")));
			}
			catch (IllegalArgumentException ex) {
				data.put(entry.getKey(), new byte[0]);
			}
		});
		return new Content(data, object.path("metadata").path("resourceVersion").asString(""));
	}

}
