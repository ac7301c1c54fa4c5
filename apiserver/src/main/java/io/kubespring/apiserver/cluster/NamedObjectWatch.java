package io.kubespring.apiserver.cluster;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Follows one object by name: list, then watch, again and again. Both carry the field
 * selector by which RBAC knows which object is meant.
 *
 * @author The kubespring authors
 */
final class NamedObjectWatch {

	private final HostApi api;

	private final String selection;

	private final Scheduler scheduler;

	NamedObjectWatch(HostApi api, String collectionPath, String name, Scheduler scheduler) {
		this.api = api;
		this.selection = collectionPath + "?fieldSelector="
				+ URLEncoder.encode("metadata.name=" + name, StandardCharsets.UTF_8);
		this.scheduler = scheduler;
	}

	/**
	 * Begin to follow.
	 * @return the present state, then every change; failures lie between the states;
	 * never ending
	 */
	Flux<Observation> observe() {
		return Flux.defer(() -> {
			Cursor cursor = new Cursor();
			return Flux.defer(() -> round(cursor)).concatWith(Flux.defer(() -> pause(cursor))).repeat();
		});
	}

	private Flux<Observation> round(Cursor cursor) {
		Flux<Observation> round = (cursor.resourceVersion != null) ? watch(cursor)
				: list(cursor).concatWith(Flux.defer(() -> watch(cursor)));
		return round.onErrorResume((ex) -> {
			boolean expired = ex instanceof HostApiException refused && refused.code() == 410;
			cursor.resourceVersion = null;
			cursor.failures = expired ? cursor.failures : cursor.failures + 1;
			return expired ? Flux.empty() : Flux.just(Observation.failed(ex));
		});
	}

	private Flux<Observation> pause(Cursor cursor) {
		Duration pause = Backoff.WATCH.pause(Math.max(0, cursor.failures - 1));
		return Mono.delay(pause, this.scheduler).thenMany(Flux.empty());
	}

	private Flux<Observation> list(Cursor cursor) {
		return this.api.get(this.selection).map((list) -> {
			cursor.failures = 0;
			cursor.resourceVersion = resourceVersion(list);
			return (list.path("items").path(0) instanceof ObjectNode object) ? Observation.present(object)
					: Observation.ABSENT;
		}).flux();
	}

	private Flux<Observation> watch(Cursor cursor) {
		long seconds = ThreadLocalRandom.current().nextLong(300, 600);
		return this.api
			.stream(this.selection + "&watch=true&allowWatchBookmarks=true&resourceVersion=" + cursor.resourceVersion
					+ "&timeoutSeconds=" + seconds)
			.concatMap((event) -> received(event, cursor));
	}

	private Mono<Observation> received(ObjectNode event, Cursor cursor) {
		if (!(event.path("object") instanceof ObjectNode object)) {
			return Mono.error(new IllegalStateException("watch event without object"));
		}
		String type = event.path("type").asString("");
		if (type.equals("ERROR")) {
			return Mono.error(new HostApiException(object.path("message").asString(""), object.path("code").asInt(500),
					object.path("reason").asString(""), null));
		}
		cursor.resourceVersion = resourceVersion(object);
		return switch (type) {
			case "ADDED", "MODIFIED" -> Mono.just(Observation.present(object));
			case "DELETED" -> Mono.just(Observation.ABSENT);
			default -> Mono.empty();
		};
	}

	private static String resourceVersion(JsonNode object) {
		return object.path("metadata").path("resourceVersion").asString("");
	}

	private static final class Cursor {

		private @Nullable String resourceVersion;

		private int failures;

	}

}
