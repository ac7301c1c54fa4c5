package io.kubespring.apiserver.watchcache;

import java.lang.reflect.Proxy;
import java.time.Duration;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.storage.Store;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class CacheNotReadyTests {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final WatchCache cache = new WatchCache(silent(), CacheFixture.PREFIX, WatchCacheSettings.DEFAULTS,
			this.time);

	/**
	 * A store that answers nothing.
	 */
	private static Store silent() {
		return (Store) Proxy.newProxyInstance(Store.class.getClassLoader(), new Class<?>[] { Store.class },
				(proxy, method, arguments) -> Mono.never());
	}

	@Test
	void clientsAreSentAwayForTheLongerTheLongerItTakes() {
		this.cache.start();
		assertThat(retryAfter()).isEqualTo(1);
		this.time.advanceTimeBy(Duration.ofSeconds(30));
		assertThat(retryAfter()).isEqualTo(6);
		this.time.advanceTimeBy(Duration.ofMinutes(10));
		assertThat(retryAfter()).isEqualTo(30);
	}

	private int retryAfter() {
		ApiStatusException refused = catchThrowableOfType(ApiStatusException.class,
				() -> this.cache.watch(CacheFixture.after(5)));
		assertThat(refused.status().code()).isEqualTo(429);
		assertThat(refused).hasMessage("storage is (re)initializing");
		return refused.status().details().retryAfterSeconds();
	}

}
