package io.kubespring.apiserver.storage.memory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import io.kubespring.apiserver.storage.CompactedException;
import io.kubespring.apiserver.storage.Store;
import io.kubespring.apiserver.storage.StoreContractTests;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryStoreTests extends StoreContractTests {

	private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_700_000_000_000L), ZoneOffset.UTC);

	@Override
	protected Store createStore() {
		return new MemoryStore(CLOCK, MemoryStoreSettings.DEFAULTS);
	}

	@Test
	void revisionsBeginWithTheStartTime() {
		Store store = createStore();
		assertThat(store.epoch()).isEqualTo(1_700_000_000_000L << 20);
		assertThat(current(store)).isEqualTo(store.epoch());
	}

	@Test
	void revisionsOfALaterLifeAreHigherWhateverTheEarlierOneWrote() {
		Store earlier = createStore();
		for (int i = 0; i < 1000; i++) {
			put(earlier, "/g/r/" + i, 0, "x");
		}
		Store later = new MemoryStore(Clock.offset(CLOCK, Duration.ofMillis(1)), MemoryStoreSettings.DEFAULTS);
		assertThat(later.epoch()).isGreaterThan(current(earlier));
	}

	@Test
	void oldestChangesAreForgottenWhenThereAreTooManyBytes() {
		Store store = new MemoryStore(CLOCK, new MemoryStoreSettings(Duration.ofHours(1), 10_000));
		long start = current(store);
		long revision = 0;
		for (int i = 0; i < 100; i++) {
			revision = put(store, "/g/r/a", revision, "x".repeat(1000));
		}
		assertThat(store.horizon()).isGreaterThan(start).isLessThan(revision);
		StepVerifier.create(store.follow("/g/r/", start)).expectError(CompactedException.class).verify();
		StepVerifier.create(store.list("/g/r/", start, null, 0)).expectError(CompactedException.class).verify();
		StepVerifier.create(store.follow("/g/r/", store.horizon()).take(1)).expectNextCount(1).verifyComplete();
	}

	@Test
	void changesCountWithWhatTheyKeepOfTheStateHoweverSmallTheyAre() {
		Store few = new MemoryStore(CLOCK, new MemoryStoreSettings(Duration.ofHours(1), 100_000));
		Store many = new MemoryStore(CLOCK, new MemoryStoreSettings(Duration.ofHours(1), 100_000));
		for (int i = 0; i < 5000; i++) {
			put(many, "/g/r/" + i, 0, "x");
		}
		long revision = 0;
		for (int i = 0; i < 1000; i++) {
			revision = put(few, "/g/r/a", revision, "x");
		}
		assertThat(current(few) - few.horizon()).isBetween(350L, 450L);
		assertThat(current(many) - many.horizon()).isBetween(125L, 150L);
	}

}
