package io.kubespring.apiserver.endpoint;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

import org.springframework.core.io.buffer.DataBuffer;

/**
 * Hands a body to the server piece by piece: the next piece is asked for only when the
 * one before was flushed, so that a slow client holds no more than one. The server takes
 * publishers ahead, but each begins its work only when its turn has come.
 */
final class PacedBody {

	private PacedBody() {
	}

	/**
	 * Pace a body.
	 * @param pieces the pieces, made on demand
	 * @param headFirst whether the head of the response is sent before the first piece is
	 * there
	 * @return publishers of one piece each, to be flushed one by one
	 */
	static Flux<Publisher<DataBuffer>> of(Flux<DataBuffer> pieces, boolean headFirst) {
		return Flux.defer(() -> {
			Source source = new Source();
			pieces.subscribe(source);
			Flux<Publisher<DataBuffer>> turns = Flux.<Publisher<DataBuffer>>generate((sink) -> {
				Throwable failure = source.isDone() ? source.failure() : null;
				if (failure != null) {
					sink.error(failure);
				}
				else if (source.isDone()) {
					sink.complete();
				}
				else {
					sink.next(source.next());
				}
			}).doFinally((signal) -> source.cancel());
			return headFirst ? turns.startWith(Flux.<DataBuffer>empty()) : turns;
		});
	}

	/**
	 * Turns a stream into single pieces that are asked for one at a time.
	 */
	private static final class Source implements CoreSubscriber<DataBuffer> {

		private final AtomicReference<@Nullable MonoSink<DataBuffer>> waiting = new AtomicReference<>();

		private @Nullable Subscription subscription;

		private @Nullable Throwable failure;

		private volatile boolean done;

		boolean isDone() {
			return this.done;
		}

		@Nullable Throwable failure() {
			return this.failure;
		}

		Mono<DataBuffer> next() {
			return Mono.create((sink) -> {
				this.waiting.set(sink);
				if (this.done) {
					finish();
				}
				else if (this.subscription != null) {
					this.subscription.request(1);
				}
			});
		}

		void cancel() {
			if (!this.done && this.subscription != null) {
				this.subscription.cancel();
			}
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.subscription = subscription;
		}

		@Override
		public void onNext(DataBuffer piece) {
			MonoSink<DataBuffer> sink = this.waiting.getAndSet(null);
			if (sink != null) {
				sink.success(piece);
			}
		}

		@Override
		public void onError(Throwable ex) {
			this.failure = ex;
			this.done = true;
			finish();
		}

		@Override
		public void onComplete() {
			this.done = true;
			finish();
		}

		private void finish() {
			MonoSink<DataBuffer> sink = this.waiting.getAndSet(null);
			if (sink == null) {
				return;
			}
			if (this.failure != null) {
				sink.error(this.failure);
			}
			else {
				sink.success();
			}
		}

	}

}
