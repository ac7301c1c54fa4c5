package io.kubespring.apiserver.endpoint;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.Preconditions;
import io.kubespring.apiserver.registry.ObjectSlice;
import io.kubespring.apiserver.registry.WorkerCall;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Deletes the objects of a list, several at once on worker threads, after
 * {@code Store.DeleteCollection} of {@code k8s.io/apiserver/pkg/registry/generic}. The
 * list is gone through as workers take from it and never copied. An object that is gone
 * already is passed over; after any other failure no deletion begins any more, those that
 * run are let finish, and the first failure is told. Nor does one begin after the client
 * has left.
 */
final class CollectionDeletion {

	private final Scheduler workers;

	private final int parallelism;

	CollectionDeletion(Scheduler workers, int parallelism) {
		this.workers = workers;
		this.parallelism = parallelism;
	}

	/**
	 * Delete objects.
	 * @param deletion deletes one, blocking
	 */
	Mono<Void> delete(ObjectSlice slice, DeleteOptions options, Consumer<EncodedObject> deletion) {
		return Mono.defer(() -> {
			AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
			return Flux.fromIterable(() -> slice.objects().get())
				.takeWhile((object) -> failure.get() == null)
				.flatMap((object) -> WorkerCall.<Void>writing(this.workers, () -> {
					if (failure.get() == null) {
						attempt(object, deletion, failure);
					}
					return null;
				}), parallelism(options), 1)
				.then(Mono.defer(() -> {
					RuntimeException first = failure.get();
					return (first != null) ? Mono.<Void>error(first) : Mono.empty();
				}))
				.subscribeOn(this.workers);
		});
	}

	/**
	 * Preconditions hold for one object at most: the first that they do not hold for ends
	 * the deletion before others are touched.
	 */
	private int parallelism(DeleteOptions options) {
		return options.preconditions().equals(Preconditions.NONE) ? this.parallelism : 1;
	}

	private static void attempt(EncodedObject object, Consumer<EncodedObject> deletion,
			AtomicReference<@Nullable RuntimeException> failure) {
		try {
			deletion.accept(object);
		}
		catch (RuntimeException ex) {
			boolean gone = ex instanceof ApiStatusException refused && refused.status().code() == 404;
			if (!gone) {
				failure.compareAndSet(null, ex);
			}
		}
	}

}
