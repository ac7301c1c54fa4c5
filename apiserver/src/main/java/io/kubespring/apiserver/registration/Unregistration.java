package io.kubespring.apiserver.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Predicate;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes APIService objects out of a cluster, before the Service and what is behind it go:
 * an object that is left behind keeps its group in discovery and holds up the deletion of
 * every namespace. Replicas that still run are told first, by an annotation, and do not
 * make the objects again; one that starts afterwards does.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class Unregistration {

	/**
	 * The annotation by which replicas are told.
	 */
	static final String ANNOTATION = "kubespring.io/unregistered-at";

	/**
	 * In which replicas learn that they are not to make the objects again.
	 */
	private static final Duration NOTICE = Duration.ofSeconds(1);

	private static final int ATTEMPTS = 5;

	private final ServiceReference service;

	private final ApiServices apiServices;

	private final Clock clock;

	private final Scheduler scheduler;

	/**
	 * Create one.
	 * @param service the Service that the objects lead to
	 * @param apiServices the objects of the cluster
	 * @param clock the clock
	 * @param scheduler keeps the pauses
	 */
	public Unregistration(ServiceReference service, ApiServices apiServices, Clock clock, Scheduler scheduler) {
		this.service = service;
		this.apiServices = apiServices;
		this.clock = clock;
		this.scheduler = scheduler;
	}

	static boolean isMeantFor(Replica replica, JsonNode object) {
		String at = object.path("metadata").path("annotations").path(ANNOTATION).asString("");
		try {
			return !at.isEmpty() && Instant.parse(at).isAfter(replica.startedAt());
		}
		catch (DateTimeParseException ex) {
			return false;
		}
	}

	/**
	 * Remove objects that lead to the Service; others are never touched.
	 * @param which the names of the objects that are to go
	 * @return the names of those that went, in order; an error if some come back again
	 * and again
	 */
	public Mono<List<String>> remove(Predicate<String> which) {
		return names(which).flatMap((names) -> names.isEmpty() ? Mono.just(names) : removed(names, ATTEMPTS));
	}

	private Mono<List<String>> removed(List<String> names, int attempts) {
		return Flux.fromIterable(names)
			.concatMap((name) -> this.apiServices.annotate(name, ANNOTATION, this.clock.instant().toString()))
			.then(Mono.delay(NOTICE, this.scheduler))
			.thenMany(Flux.fromIterable(names))
			.concatMap(this.apiServices::read)
			.filter(this.service::isMeantBy)
			.concatMap(this.apiServices::delete)
			.then(Mono.delay(NOTICE, this.scheduler))
			.then(names(names::contains))
			.flatMap((left) -> {
				if (left.isEmpty()) {
					return Mono.just(names);
				}
				return (attempts > 1) ? removed(left, attempts - 1).thenReturn(names)
						: Mono.error(new IllegalStateException("somebody makes them again: " + left));
			});
	}

	private Mono<List<String>> names(Predicate<String> which) {
		return this.apiServices.list()
			.filter(this.service::isMeantBy)
			.map(Unregistration::name)
			.filter(which)
			.sort()
			.collectList();
	}

	private static String name(ObjectNode object) {
		return object.path("metadata").path("name").asString("");
	}

}
