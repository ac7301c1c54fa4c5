package io.kubespring.apiserver.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Follows objects of the host cluster: list, then watch, again and again.
 *
 * @author The kubespring authors
 */
final class ListAndWatch {

	private final HostApi api;

	private final String path;

	private final String separator;

	private final Scheduler scheduler;

	/**
	 * Name the objects.
	 * @param api the way to the host cluster
	 * @param path the path of the collection, with selectors if there are any
	 * @param scheduler keeps the pauses between attempts
	 */
	ListAndWatch(HostApi api, String path, Scheduler scheduler) {
		this.api = api;
		this.path = path;
		this.separator = path.contains("?") ? "&" : "?";
		this.scheduler = scheduler;
	}

	/**
	 * Begin to follow.
	 * @return the present state, then every change; failures lie between the states;
	 * never ending
	 */
	Flux<Seen> observe() {
		return Flux.defer(() -> {
			Cursor cursor = new Cursor();
			return Flux.defer(() -> round(cursor)).concatWith(Flux.defer(() -> pause(cursor))).repeat();
		});
	}

	private Flux<Seen> round(Cursor cursor) {
		Flux<Seen> round = (cursor.resourceVersion != null) ? watch(cursor)
				: list(cursor).concatWith(Flux.defer(() -> watch(cursor)));
		return round.onErrorResume((ex) -> {
			boolean expired = HostApiException.isRefusal(ex, 410);
			cursor.resourceVersion = null;
			cursor.failures = expired ? cursor.failures : cursor.failures + 1;
			return expired ? Flux.empty() : Flux.just(new Failed(ex));
		});
	}

	private Flux<Seen> pause(Cursor cursor) {
		Duration pause = Backoff.WATCH.pause(Math.max(0, cursor.failures - 1));
		return Mono.delay(pause, this.scheduler).thenMany(Flux.empty());
	}

	private Flux<Seen> list(Cursor cursor) {
		return this.api.get(this.path).<Seen>map((list) -> {
			cursor.failures = 0;
			cursor.resourceVersion = resourceVersion(list);
			List<ObjectNode> objects = new ArrayList<>();
			list.path("items").forEach((item) -> {
				if (item instanceof ObjectNode object) {
					objects.add(object);
				}
			});
			return new Listed(objects);
		}).flux();
	}

	private Flux<Seen> watch(Cursor cursor) {
		long seconds = ThreadLocalRandom.current().nextLong(300, 600);
		return this.api
			.stream(this.path + this.separator + "watch=true&allowWatchBookmarks=true&resourceVersion="
					+ cursor.resourceVersion + "&timeoutSeconds=" + seconds)
			.concatMap((event) -> received(event, cursor));
	}

	private Mono<Seen> received(ObjectNode event, Cursor cursor) {
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
			case "ADDED", "MODIFIED" -> Mono.just(new Changed(object));
			case "DELETED" -> Mono.just(new Deleted(object));
			default -> Mono.empty();
		};
	}

	private static String resourceVersion(JsonNode object) {
		return object.path("metadata").path("resourceVersion").asString("");
	}

	/**
	 * What is seen at a moment.
	 */
	sealed interface Seen {

	}

	/**
	 * All objects there are.
	 *
	 * @param objects the objects
	 */
	record Listed(List<ObjectNode> objects) implements Seen {

	}

	/**
	 * An object that is new or was changed.
	 *
	 * @param object the object
	 */
	record Changed(ObjectNode object) implements Seen {

	}

	/**
	 * An object that is gone.
	 *
	 * @param object its last state
	 */
	record Deleted(ObjectNode object) implements Seen {

	}

	/**
	 * Nothing is seen for a while.
	 *
	 * @param failure why
	 */
	record Failed(Throwable failure) implements Seen {

	}

	private static final class Cursor {

		private @Nullable String resourceVersion;

		private int failures;

	}

}
