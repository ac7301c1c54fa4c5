package io.kubespring.apiserver.cluster;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class HostApiTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final StandInHostApi host = StandInHostApi.start();

	@TempDir
	private Path directory;

	private HostCluster cluster;

	@BeforeEach
	void connect() {
		this.cluster = HostCluster.fromKubeconfig(this.host.kubeconfig(this.directory));
	}

	@AfterEach
	void disconnect() {
		this.cluster.close();
		this.host.close();
	}

	@Test
	void givesUpWhenAnswerDoesNotCome() {
		this.host.fail((call) -> true, 1, -1);
		HostApi impatient = new HostApi(this.cluster.apiClient(), Duration.ofMillis(200));
		StepVerifier.create(impatient.get("/version")).expectErrorSatisfies((ex) -> {
			assertThat(ex).isInstanceOf(HostApiException.class).hasMessageContaining("timeout");
			assertThat(((HostApiException) ex).isTransient()).isFalse();
			assertThat(((HostApiException) ex).code()).isZero();
		}).verify(PATIENCE);
		assertThat(this.host.calls()).hasSize(1);
	}

	@Test
	void cancelsRequestThatNobodyWaitsFor() {
		this.host.fail((call) -> true, 1, -1);
		StepVerifier.create(this.cluster.api().get("/version"))
			.then(() -> this.host.await((call) -> true, 1))
			.thenCancel()
			.verify(PATIENCE);
		Eventually.isTrue(() -> this.cluster.apiClient().getHttpClient().dispatcher().runningCallsCount() == 0);
	}

	@Test
	void usesDaemonThreadsThatDoNotKeepProcessAlive() {
		StepVerifier.create(this.cluster.api().get(StandInHostApi.CONFIG_MAPS).map((list) -> Thread.currentThread()))
			.assertNext((thread) -> assertThat(thread.isDaemon()).isTrue())
			.expectComplete()
			.verify(PATIENCE);
	}

}
