package io.kubespring.apiserver.autoconfigure;

import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.meta.WatchEvent;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Creator;
import io.kubespring.apiserver.resource.Getter;
import io.kubespring.apiserver.resource.ObjectList;
import io.kubespring.apiserver.resource.ReactiveGetter;
import io.kubespring.apiserver.resource.ReactiveLister;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.resource.Watcher;
import io.kubespring.apiserver.strategy.ObjectValidator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Code of a user that keeps every thread it gets, until it is released; so does what
 * claims to be reactive.
 */
final class Ponderings {

	private Ponderings() {
	}

	static class Thought extends ApiObject<Spec, Void> {

	}

	record Spec(@Nullable String text) {

	}

	/**
	 * Counts the threads that are kept, as many as there are workers.
	 */
	static class Gate {

		final CountDownLatch kept = new CountDownLatch(Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE);

		final CountDownLatch release = new CountDownLatch(1);

		Thought ponder(String name) {
			this.kept.countDown();
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			Thought thought = new Thought();
			thought.setMetadata(new V1ObjectMeta().name(name).namespace("default"));
			return thought;
		}

	}

	@ApiResource(group = "test.example.com", version = "v1", plural = "thoughts")
	record Thoughts(Gate gate) implements Getter<Thought>, Creator<Thought> {

		@Override
		public Thought get(String name, RequestContext context) {
			return this.gate.ponder(name);
		}

		@Override
		public Thought create(Thought thought, RequestContext context) {
			return this.gate.ponder("new");
		}

	}

	@ApiResource(group = "test.example.com", version = "v1", kind = "Dream", plural = "dreams")
	record Dreams(Gate gate) implements ReactiveGetter<Thought>, ReactiveLister<Thought>, Watcher<Thought> {

		@Override
		public Mono<Thought> get(String name, RequestContext context) {
			return Mono.just(this.gate.ponder(name));
		}

		@Override
		public Mono<ObjectList<Thought>> list(ListOptions options, RequestContext context) {
			return Mono.fromCallable(() -> ObjectList.of(List.of(this.gate.ponder("all"))));
		}

		@Override
		public Flux<WatchEvent<Thought>> watch(ListOptions options, RequestContext context) {
			return Flux.just(new WatchEvent<>(WatchEvent.Type.ADDED, this.gate.ponder("seen")));
		}

	}

	@ApiResource(group = "test.example.com", version = "v1", kind = "Doubt", plural = "doubts")
	record Doubts(Gate gate) implements StoredResource<Thought>, ObjectValidator<Thought> {

		@Override
		public void validate(Thought thought, FieldErrors errors) {
			if (!"sure".equals((thought.getSpec() != null) ? thought.getSpec().text() : null)) {
				this.gate.ponder("valid");
			}
		}

		@Override
		public void validateUpdate(Thought thought, Thought old, FieldErrors errors) {
		}

	}

}
