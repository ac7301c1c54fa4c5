package io.kubespring.apiserver.certificate;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Judges the certificate that is served with. Safe for use by several threads.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ServingCertificateCheck {

	private final List<String> names;

	private final Clock clock;

	private volatile Supplier<List<X509Certificate>> served = List::of;

	/**
	 * Create a check.
	 * @param names the names by which the server is verified, empty if they are not known
	 * @param clock the clock
	 */
	public ServingCertificateCheck(List<String> names, Clock clock) {
		this.names = List.copyOf(names);
		this.clock = clock;
	}

	/**
	 * Say what is served with.
	 * @param chain gives the certificate as it is at the moment and the authorities
	 * behind it, nothing if there is none
	 */
	public void serving(Supplier<List<X509Certificate>> chain) {
		this.served = chain;
	}

	/**
	 * What is served with.
	 * @return the certificate and the authorities behind it, empty if there is none
	 */
	public List<X509Certificate> chain() {
		return this.served.get();
	}

	private @Nullable X509Certificate certificate() {
		List<X509Certificate> chain = chain();
		return chain.isEmpty() ? null : chain.get(0);
	}

	/**
	 * Why nobody who verifies can connect.
	 * @return the problem, {@code null} if there is none
	 */
	public @Nullable String problem() {
		X509Certificate certificate = certificate();
		if (certificate == null) {
			return null;
		}
		Instant now = this.clock.instant();
		if (!now.isBefore(Validity.end(certificate))) {
			return "the serving certificate expired at " + Validity.end(certificate);
		}
		return now.isBefore(certificate.getNotBefore().toInstant())
				? "the serving certificate is not valid before " + certificate.getNotBefore().toInstant() : null;
	}

	/**
	 * When the certificate expires, to be measured.
	 * @return the time, {@code null} if there is no certificate
	 */
	public @Nullable Instant expiry() {
		X509Certificate certificate = certificate();
		return (certificate != null) ? Validity.end(certificate) : null;
	}

	/**
	 * What there is to say of the certificate.
	 * @return details by name, in order
	 */
	public Map<String, String> details() {
		Map<String, String> details = new LinkedHashMap<>();
		X509Certificate certificate = certificate();
		if (certificate != null) {
			details.put("subject", certificate.getSubjectX500Principal().getName());
			details.put("issuer", certificate.getIssuerX500Principal().getName());
			details.put("expires", Validity.end(certificate).toString());
			String problem = problem();
			Set<String> found = Validity.names(certificate);
			if (problem != null) {
				details.put("problem", problem);
			}
			else if (!found.containsAll(this.names)) {
				details.put("problem", "kube-apiserver verifies it for " + this.names + ", and it is for " + found);
			}
		}
		return details;
	}

}
