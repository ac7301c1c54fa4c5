package io.kubespring.apiserver.certificate;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.kubespring.apiserver.authentication.MutableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AnnouncementTests {

	private static final Instant NOW = Instant.parse("2030-06-01T12:00:00Z");

	private final IssuedCertificate next = CertificateAuthority.create("next", Duration.ofDays(9), new MutableClock())
		.root();

	private final Announcement announcement = new Announcement();

	/**
	 * A replica whose watch is silent since before anything was published would count
	 * from when it heard of the authority, and have it issue too early.
	 */
	@Test
	void onlyWhatIsReadAnewBeginsIt() {
		see(Published.NOTHING, false, 0);
		see(bundle(this.next.certificate()), false, 1);
		assertThat(this.announcement.since()).isNull();
		see(bundle(this.next.certificate()), true, 2);
		see(bundle(this.next.certificate()), false, 3);
		see(bundle(this.next.certificate()), true, 4);
		assertThat(this.announcement.since()).isEqualTo(NOW.plusSeconds(2));
	}

	@Test
	void whateverIsSeenToTheContraryEndsIt() {
		for (Published other : List.of(bundle(), Published.unknown("forbidden"))) {
			see(bundle(this.next.certificate()), true, 0);
			see(other, false, 1);
			assertThat(this.announcement.since()).isNull();
			see(bundle(this.next.certificate()), true, 2);
			assertThat(this.announcement.since()).isEqualTo(NOW.plusSeconds(2));
			see(other, true, 3);
			assertThat(this.announcement.since()).isNull();
		}
	}

	@Test
	void anotherAuthorityIsAnnouncedAnew() {
		IssuedCertificate other = CertificateAuthority.create("other", Duration.ofDays(9), new MutableClock()).root();
		Published both = bundle(this.next.certificate(), other.certificate());
		see(both, true, 0);
		this.announcement.see(other, both, true, NOW.plusSeconds(5));
		assertThat(this.announcement.since()).isEqualTo(NOW.plusSeconds(5));
		this.announcement.see(null, both, true, NOW.plusSeconds(6));
		assertThat(this.announcement.since()).isNull();
	}

	private void see(Published published, boolean fresh, long second) {
		this.announcement.see(this.next, published, fresh, NOW.plusSeconds(second));
	}

	private static Published bundle(X509Certificate... certificates) {
		return new Published(List.of(Set.of(certificates)), null);
	}

}
