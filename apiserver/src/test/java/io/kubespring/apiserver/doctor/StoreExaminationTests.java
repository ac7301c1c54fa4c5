package io.kubespring.apiserver.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import io.kubespring.apiserver.doctor.Finding.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who holds the store of one process, as others see it.
 */
class StoreExaminationTests {

	private static final String LEASE = "/apis/coordination.k8s.io/v1/namespaces/prod/leases/shop-store";

	private final ScriptedCluster cluster = new ScriptedCluster();

	@Test
	void holderIsNamed() {
		lease("shop-1", "12:00:00");
		assertThat(look()).isEqualTo(
				Finding.well(Hop.STORE, "shop-store", "It is held by shop-1 since 2030-06-01T11:00:00.000000Z."));
	}

	@Test
	void leaseThatIsNotRenewedIsNobodys() {
		lease("shop-1", "11:59:44");
		assertThat(look().outcome()).isEqualTo(Outcome.UNKNOWN);
		assertThat(look().seen())
			.isEqualTo("shop-1 held the Lease and has not renewed it since 2030-06-01T11:59:44.000000Z.");
		lease("", "11:59:59");
		assertThat(look().seen())
			.isEqualTo("Nobody holds the Lease; it was given back at 2030-06-01T11:59:59.000000Z.");
		assertThat(look().remedy()).contains("kubectl get pods");
	}

	@Test
	void leaseThatIsNotSeenIsSaid() {
		assertThat(look().seen()).isEqualTo("There is no such Lease: nobody held the store yet.");
		this.cluster.failed(LEASE, 403, "may not get leases");
		assertThat(look()).isEqualTo(Finding.unknown(Hop.STORE, "shop-store", "may not get leases", ""));
	}

	private void lease(String holder, String renewed) {
		this.cluster.good(LEASE,
				"""
						{"spec": {"holderIdentity": "%s", "leaseDurationSeconds": 15, "acquireTime": "2030-06-01T11:00:00.000000Z",
						"renewTime": "2030-06-01T%s.000000Z"}}"""
					.formatted(holder, renewed));
	}

	private Finding look() {
		return StoreExamination
			.of(this.cluster, "prod", "shop-store", Clock.fixed(Instant.parse("2030-06-01T12:00:00Z"), ZoneOffset.UTC))
			.block(Duration.ofSeconds(10));
	}

}
