package io.kubespring.apiserver.certificate;

import java.security.cert.X509Certificate;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * What a replica serves with: a certificate whose authority is published, as far as that
 * can be seen. Is offered what is found by one thread at a time; read by all.
 *
 * @author The kubespring authors
 */
final class ServedCredential {

	private static final Log logger = LogFactory.getLog(SharedCredentials.class);

	private final CredentialPlan plan;

	private final ServedKey key = new ServedKey();

	private volatile String refused = "";

	private volatile String waiting = "the Secret of the serving certificate was not read yet";

	ServedCredential(CredentialPlan plan) {
		this.plan = plan;
	}

	@Nullable CertifiedKey present() {
		return this.key.present();
	}

	Flux<CertifiedKey> changes() {
		return this.key.changes();
	}

	/**
	 * What is wrong with what is served, or why nothing is.
	 * @return the problem, empty if there is none
	 */
	String problem() {
		return (present() != null) ? this.refused : this.waiting;
	}

	/**
	 * Serve with what was found, if that is good.
	 * @param found the content of the Secret, {@code null} if there is none
	 * @param seen what is published, {@code null} if it was not seen yet
	 * @return whether it is good
	 */
	boolean offer(@Nullable CredentialSet found, @Nullable Published seen) {
		IssuedCertificate leaf = (found != null) ? found.leaf() : null;
		IssuedCertificate authority = (found != null) ? found.authority() : null;
		if (leaf == null || authority == null || !this.plan.isServable(leaf, authority)) {
			this.waiting = waitingFor(found, seen);
			return false;
		}
		if (!isKnown(authority.certificate(), seen)) {
			this.waiting = (seen != null) ? "the APIServices do not carry the authority of the certificate yet"
					: "the APIServices were not seen yet";
			return false;
		}
		this.waiting = "";
		CertifiedKey before = present();
		if (before == null || !before.certificate().equals(leaf.certificate())) {
			this.key.replace(new CertifiedKey(List.of(leaf.certificate()), leaf.key()));
			logger.info(
					"Serving with a certificate of " + authority + ", valid until " + Validity.end(leaf.certificate()));
		}
		return true;
	}

	/**
	 * See whether somebody who verifies is known to refuse what is served.
	 * @param seen what is published, {@code null} if it was not seen yet
	 * @return whether it is
	 */
	boolean seeRefusal(@Nullable Published seen) {
		CertifiedKey served = present();
		boolean is = served != null && seen != null && seen.refuses(served.certificate());
		String problem = is ? "the APIServices do not carry the authority of the certificate that is served" : "";
		if (is && this.refused.isEmpty()) {
			logger.warn("Certificates: " + problem);
		}
		this.refused = problem;
		return is;
	}

	private static String waitingFor(@Nullable CredentialSet found, @Nullable Published seen) {
		if (found != null && found.next() != null) {
			return "the authority of the certificate to come is published first";
		}
		if (seen == null) {
			return "the APIServices were not seen yet";
		}
		String problem = seen.problem();
		return (problem != null) ? problem : "the Secret of the serving certificate holds none that can be used";
	}

	/**
	 * What stands in the Secret is known to all as a rule; if it cannot be seen whether
	 * it is, that has to do.
	 */
	private boolean isKnown(X509Certificate authority, @Nullable Published seen) {
		CertifiedKey served = present();
		return (served != null && Validity.isIssuedBy(served.certificate(), authority))
				|| (seen != null && (!seen.isKnown() || seen.accepts(authority)));
	}

	@Override
	public String toString() {
		return this.key.toString();
	}

}
