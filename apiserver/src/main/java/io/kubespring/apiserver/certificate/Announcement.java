package io.kubespring.apiserver.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Measures since when an authority is published without a break, as one replica sees it.
 *
 * @author The kubespring authors
 */
final class Announcement {

	private @Nullable X509Certificate authority;

	private @Nullable Instant since;

	/**
	 * See what is published.
	 * @param next the authority to come, {@code null} if there is none
	 * @param published what is published, {@code null} if it was not seen yet
	 * @param now the time
	 */
	void see(@Nullable IssuedCertificate next, @Nullable Published published, Instant now) {
		if (next == null || published == null || !published.accepts(next.certificate())) {
			this.authority = null;
			this.since = null;
		}
		else if (!next.certificate().equals(this.authority)) {
			this.authority = next.certificate();
			this.since = now;
		}
	}

	/**
	 * Since when it is published.
	 * @return the time, {@code null} if it is not
	 */
	@Nullable Instant since() {
		return this.since;
	}

}
