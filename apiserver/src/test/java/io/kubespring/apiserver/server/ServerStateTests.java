package io.kubespring.apiserver.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ServerStateTests {

	private final AtomicReference<@Nullable String> filling = new AtomicReference<>("caches are not filled");

	private final AtomicReference<@Nullable String> lease = new AtomicReference<>();

	private final ServerState state = new ServerState(List.of(HealthCheck.ready("storage", this.filling::get)),
			List.of(HealthCheck.ready("store-lease", this.lease::get)), List.of(), false);

	@Test
	void servesOnceStartUpIsComplete() {
		assertThat(this.state.isServing()).isFalse();
		assertThat(problems()).containsExactly("storage: caches are not filled");
		this.filling.set(null);
		assertThat(this.state.isServing()).isTrue();
		assertThat(problems()).isEmpty();
	}

	@Test
	void staysStartedWhenWhatItWaitedForFailsLater() {
		this.filling.set(null);
		assertThat(this.state.isServing()).isTrue();
		this.filling.set("trust is not loaded");
		assertThat(this.state.isServing()).isTrue();
		assertThat(problems()).containsExactly("storage: trust is not loaded");
	}

	@Test
	void doesNotServeWithoutWhatMustAlwaysHold() {
		this.filling.set(null);
		this.lease.set("somebody else holds it");
		assertThat(this.state.isStarted()).isTrue();
		assertThat(this.state.isServing()).isFalse();
		this.lease.set(null);
		assertThat(this.state.isServing()).isTrue();
	}

	@Test
	void isUnreadyAndServesWhenTheEndBegins() {
		this.filling.set(null);
		this.state.stop();
		assertThat(this.state.isStopping()).isTrue();
		assertThat(this.state.isServing()).isTrue();
		assertThat(problems()).containsExactly("shutdown: process is shutting down");
	}

	@Test
	void servesNothingNewOnceItDrains() {
		this.filling.set(null);
		this.state.drain();
		assertThat(this.state.isDraining()).isTrue();
		assertThat(this.state.isServing()).isFalse();
		assertThat(problems()).containsExactly("shutdown: process is shutting down");
	}

	@Test
	void whatIsOnlyToldKeepsNothingFromBeingServed() {
		ServerState told = new ServerState(List.of(), List.of(),
				List.of(HealthCheck.ready("store", () -> "does not answer")), false);
		assertThat(told.isServing()).isTrue();
		assertThat(told.checks(List.of(HealthCheck.live("mine", () -> null)))).extracting(HealthCheck::name)
			.containsExactly("store", "mine", "shutdown");
	}

	private List<String> problems() {
		List<String> problems = new ArrayList<>();
		for (HealthCheck check : this.state.checks()) {
			String problem = check.problem().get();
			if (problem != null) {
				problems.add(check.name() + ": " + problem);
			}
		}
		return problems;
	}

}
