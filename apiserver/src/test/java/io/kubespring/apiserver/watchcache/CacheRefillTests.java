package io.kubespring.apiserver.watchcache;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;

import io.kubespring.apiserver.storage.CompactedException;
import io.kubespring.apiserver.storage.Store;
import io.kubespring.apiserver.watchcache.WatchRequest.Start;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class CacheRefillTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final CacheFixture fixture = new CacheFixture();

	private Sinks.One<Object> loss = Sinks.one();

	private final WatchCache cache = new WatchCache(losing(this.fixture.store), CacheFixture.PREFIX,
			WatchCacheSettings.DEFAULTS, this.fixture.time);

	private Store losing(Store store) {
		return (Store) Proxy.newProxyInstance(Store.class.getClassLoader(), new Class<?>[] { Store.class },
				(proxy, method, arguments) -> {
					try {
						Object result = method.invoke(store, arguments);
						return method.getName().equals("follow")
								? ((Flux<?>) result)
									.mergeWith(this.loss.asMono().flux().cast(Object.class).as(CacheRefillTests::raw))
								: result;
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
	}

	@SuppressWarnings({ "rawtypes", "unchecked" })
	private static <T> Flux<T> raw(Flux flux) {
		return flux;
	}

	private void lose() {
		Sinks.One<Object> present = this.loss;
		this.loss = Sinks.one();
		present.tryEmitError(new CompactedException(1, 2));
	}

	private Flux<String> events(WatchRequest request) {
		return this.cache.watch(request).flatMapIterable(CacheFixture::shown);
	}

	@Test
	void watchesEndWhenTheLogIsLostAndTheStateIsListedAnew() {
		this.cache.start();
		long start = this.fixture.put("ns/a", 0, "{}");
		StepVerifier.create(events(CacheFixture.after(start))).then(this::lose).expectComplete().verify(PATIENCE);
		long unseen = this.fixture.put("ns/b", 0, "{}");
		assertThat(this.cache.snapshot().revision()).isEqualTo(start);
		this.fixture.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.cache.snapshot().revision()).isEqualTo(unseen);
		StepVerifier.create(events(CacheFixture.after(unseen)))
			.then(() -> this.fixture.delete("ns/b", unseen))
			.expectNext("DELETED ns/b@" + (unseen + 1) + " {}")
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void watchBegunWhileTheLogIsLostEndsRatherThanMissAnEvent() {
		this.cache.start();
		long start = this.fixture.put("ns/a", 0, "{}");
		lose();
		this.fixture.put("ns/b", 0, "{}");
		StepVerifier
			.create(events(CacheFixture.request(Selection.ALL, Start.AFTER_REVISION, start, true, Runnable::run)))
			.then(() -> this.fixture.time.advanceTimeBy(Duration.ofMinutes(2)))
			.expectComplete()
			.verify(PATIENCE);
		assertThat(this.cache.watches()).isZero();
	}

}
