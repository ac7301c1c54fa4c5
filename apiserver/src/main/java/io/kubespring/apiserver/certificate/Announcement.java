package io.kubespring.apiserver.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Measures since when an authority is published without a break, as one replica sees it.
 * A watch may be silent without a word, so that only what was read anew begins it;
 * whatever is seen to the contrary ends it.
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
	 * @param fresh whether that was read anew
	 * @param now the time
	 */
	void see(@Nullable IssuedCertificate next, @Nullable Published published, boolean fresh, Instant now) {
		if (next == null || published == null || !published.accepts(next.certificate())) {
			this.authority = null;
			this.since = null;
		}
		else if (!next.certificate().equals(this.authority)) {
			this.authority = fresh ? next.certificate() : null;
			this.since = fresh ? now : null;
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
