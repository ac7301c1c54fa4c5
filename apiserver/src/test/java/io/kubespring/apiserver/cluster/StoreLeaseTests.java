package io.kubespring.apiserver.cluster;

import java.nio.file.Path;
import java.time.Duration;

import io.kubespring.apiserver.authentication.MutableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class StoreLeaseTests {

	private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/ours/leases";

	private final StandInHostApi host = StandInHostApi.start();

	private final MutableClock clock = new MutableClock();

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	@TempDir
	private Path directory;

	private HostCluster cluster;

	private StoreLease first;

	private StoreLease second;

	@BeforeEach
	void connect() {
		this.cluster = HostCluster.fromKubeconfig(this.host.kubeconfig(this.directory));
		this.first = new StoreLease(this.cluster, "ours", "store", "pod-1", this.clock, this.time);
		this.second = new StoreLease(this.cluster, "ours", "store", "pod-2", this.clock, this.time);
	}

	@AfterEach
	void disconnect() {
		this.first.close();
		this.second.close();
		this.cluster.close();
		this.host.close();
		this.time.dispose();
	}

	@Test
	void waitsBeforeItStarts() {
		assertThat(this.first.state()).isEqualTo(StoreLease.State.WAITING);
		assertThat(this.first.problem()).isEqualTo("the Lease was not acquired yet");
	}

	@Test
	void acquiresLeaseThatNobodyHolds() {
		acquire(this.first);
		assertThat(this.first.problem()).isEmpty();
		JsonNode spec = lease();
		assertThat(spec.path("holderIdentity").asString()).isEqualTo("pod-1");
		assertThat(spec.path("leaseDurationSeconds").asInt()).isEqualTo(15);
		assertThat(spec.path("acquireTime").asString()).isEqualTo("2030-06-01T12:00:00.000000Z");
		assertThat(spec.path("renewTime").asString()).isEqualTo("2030-06-01T12:00:00.000000Z");
		assertThat(spec.path("leaseTransitions").asInt()).isZero();
	}

	@Test
	void renewsLeaseEveryTwoSeconds() {
		acquire(this.first);
		pass(Duration.ofSeconds(2));
		Eventually
			.holds(() -> assertThat(lease().path("renewTime").asString()).isEqualTo("2030-06-01T12:00:02.000000Z"));
		assertThat(lease().path("acquireTime").asString()).isEqualTo("2030-06-01T12:00:00.000000Z");
		assertThat(this.first.state()).isEqualTo(StoreLease.State.HELD);
	}

	@Test
	void saysWhoHoldsLeaseSinceWhenAndWhatToDo() {
		acquire(this.first);
		pass(Duration.ofSeconds(2));
		Eventually
			.holds(() -> assertThat(lease().path("renewTime").asString()).isEqualTo("2030-06-01T12:00:02.000000Z"));
		this.second.start();
		String problem = "the Lease store is held by pod-1 since 2030-06-01T12:00:00.000000Z: objects in memory are"
				+ " one process's own, so this one waits until that one ends; give the Deployment one replica and the"
				+ " strategy Recreate, or the application a store that replicas share";
		Eventually.holds(() -> assertThat(this.second.problem()).isEqualTo(problem));
		assertThat(this.second.state()).isEqualTo(StoreLease.State.WAITING);
	}

	@Test
	void takesOverLeaseThatIsReleased() {
		acquire(this.first);
		this.first.close();
		assertThat(lease().path("holderIdentity").asString()).isEmpty();
		assertThat(this.first.state()).isEqualTo(StoreLease.State.WAITING);
		acquire(this.second);
		assertThat(lease().path("leaseTransitions").asInt()).isEqualTo(1);
	}

	@Test
	void takesOverLeaseThatWasNotRenewedForItsDuration() {
		acquire(this.first);
		this.host.fail((call) -> call.method().equals("PUT"), 1000, 503);
		this.second.start();
		Eventually.holds(() -> assertThat(this.second.problem()).contains("held by pod-1"));
		pass(Duration.ofSeconds(14));
		Eventually.isTrue(() -> this.first.state() == StoreLease.State.LOST);
		assertThat(this.second.state()).isEqualTo(StoreLease.State.WAITING);
		this.host.recover();
		this.first.close();
		Eventually.isTrue(() -> {
			pass(Duration.ofSeconds(1));
			return this.second.state() == StoreLease.State.HELD;
		});
		assertThat(lease().path("holderIdentity").asString()).isEqualTo("pod-2");
	}

	@Test
	void losesLeaseThatCannotBeRenewedInTime() {
		acquire(this.first);
		this.host.fail((call) -> true, 1000, 503);
		this.clock.advance(Duration.ofMillis(9_999));
		assertThat(this.first.state()).isEqualTo(StoreLease.State.HELD);
		this.clock.advance(Duration.ofMillis(1));
		assertThat(this.first.state()).isEqualTo(StoreLease.State.LOST);
		assertThat(this.first.problem()).isEqualTo("the Lease was not renewed in time");
	}

	private void acquire(StoreLease lease) {
		long scheduled = this.time.getScheduledTaskCount();
		lease.start();
		Eventually
			.isTrue(() -> lease.state() == StoreLease.State.HELD && this.time.getScheduledTaskCount() > scheduled);
	}

	private void pass(Duration duration) {
		this.clock.advance(duration);
		this.time.advanceTimeBy(duration);
	}

	private JsonNode lease() {
		return this.host.get(LEASES, "store").path("spec");
	}

}
