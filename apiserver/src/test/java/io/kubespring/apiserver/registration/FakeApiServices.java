package io.kubespring.apiserver.registration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows what a test says, and remembers what is asked of it.
 */
final class FakeApiServices implements ApiServices {

	final List<ObjectNode> applied = new ArrayList<>();

	final List<String> asked = new ArrayList<>();

	final Map<String, ObjectNode> objects = new TreeMap<>();

	private final Map<String, Sinks.Many<ApiServiceObservation>> followers = new HashMap<>();

	@Nullable RuntimeException failure;

	@Nullable Mono<ObjectNode> answer;

	boolean service = true;

	/**
	 * How often a deleted object comes back.
	 */
	int revivals;

	void show(String name, ObjectNode object) {
		show(name, ApiServiceObservation.present(object));
	}

	void showAbsent(String name) {
		show(name, ApiServiceObservation.absent());
	}

	void show(String name, ApiServiceObservation observation) {
		this.followers.get(name).tryEmitNext(observation);
	}

	@Override
	public Flux<ApiServiceObservation> follow(String name) {
		return this.followers.computeIfAbsent(name, (key) -> Sinks.many().multicast().directBestEffort()).asFlux();
	}

	@Override
	public Mono<ObjectNode> apply(ObjectNode object) {
		this.applied.add(object);
		if (this.failure != null) {
			return Mono.error(this.failure);
		}
		return (this.answer != null) ? this.answer : Mono.just(object);
	}

	@Override
	public Mono<ObjectNode> read(String name) {
		return Mono.justOrEmpty(this.objects.get(name));
	}

	@Override
	public Flux<ObjectNode> list() {
		return (this.failure != null) ? Flux.error(this.failure)
				: Flux.defer(() -> Flux.fromIterable(List.copyOf(this.objects.values())));
	}

	@Override
	public Mono<ObjectNode> annotate(String name, String annotation, String value) {
		return Mono.fromSupplier(() -> {
			this.asked.add("annotate " + name + " " + annotation + "=" + value);
			return this.objects.get(name);
		});
	}

	@Override
	public Mono<Void> delete(ObjectNode object) {
		String name = object.path("metadata").path("name").asString();
		return Mono.fromRunnable(() -> {
			this.asked.add("delete " + name);
			if (this.revivals-- <= 0) {
				this.objects.remove(name);
			}
		});
	}

	@Override
	public Mono<Boolean> hasService(ServiceReference reference) {
		return Mono.fromSupplier(() -> this.service);
	}

}
