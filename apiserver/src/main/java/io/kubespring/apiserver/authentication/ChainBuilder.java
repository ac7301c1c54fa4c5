package io.kubespring.apiserver.authentication;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds all chains from a client certificate to trusted authorities, whatever the time.
 * <p>
 * The JDK stops at the first chain, does not look at an authority's own validity and
 * leaves extended key usage to its callers, whereas Go's {@code crypto/x509} tries every
 * chain and wants both. So chains are enumerated here, with Go's rules, and each is then
 * put before the JDK's PKIX validator at a moment at which all of its certificates are
 * valid; that adds name constraints, critical extensions and the JDK's own limits.
 *
 * @author The kubespring authors
 */
final class ChainBuilder {

	private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

	private static final String ANY_USAGE = "2.5.29.37.0";

	private static final String NAME_CONSTRAINTS = "2.5.29.30";

	private static final int KEY_CERT_SIGN = 5;

	/**
	 * As Go has it: enough for every honest chain, and a bound for others.
	 */
	private static final int MAX_SIGNATURE_CHECKS = 100;

	private final List<X509Certificate> authorities;

	private final List<X509Certificate> presented;

	private final List<CertificateChain> found = new ArrayList<>();

	private int signatureChecks;

	ChainBuilder(List<X509Certificate> authorities, List<X509Certificate> presented) {
		this.authorities = authorities;
		this.presented = presented;
	}

	List<CertificateChain> build() {
		X509Certificate leaf = this.presented.get(0);
		if (this.authorities.contains(leaf)) {
			complete(List.of(leaf));
		}
		else {
			extend(List.of(leaf));
		}
		return List.copyOf(this.found);
	}

	private void extend(List<X509Certificate> chain) {
		for (X509Certificate authority : this.authorities) {
			if (signs(authority, chain)) {
				complete(append(chain, authority));
			}
		}
		for (X509Certificate intermediate : this.presented.subList(1, this.presented.size())) {
			if (!chain.contains(intermediate) && signs(intermediate, chain)) {
				extend(append(chain, intermediate));
			}
		}
	}

	private boolean signs(X509Certificate parent, List<X509Certificate> chain) {
		X509Certificate child = chain.get(chain.size() - 1);
		return child.getIssuerX500Principal().equals(parent.getSubjectX500Principal())
				&& mayBeParent(parent, chain.size() - 1) && !isWeak(child) && isSignedBy(child, parent);
	}

	private boolean mayBeParent(X509Certificate parent, int intermediates) {
		if (parent.getVersion() >= 3 && parent.getBasicConstraints() < intermediates) {
			return false;
		}
		boolean[] keyUsage = parent.getKeyUsage();
		return keyUsage == null || keyUsage[KEY_CERT_SIGN];
	}

	private boolean isWeak(X509Certificate certificate) {
		String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
		return algorithm.startsWith("SHA1") || algorithm.startsWith("MD");
	}

	private boolean isSignedBy(X509Certificate child, X509Certificate parent) {
		if (++this.signatureChecks > MAX_SIGNATURE_CHECKS) {
			return false;
		}
		try {
			child.verify(parent.getPublicKey());
			return true;
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

	private void complete(List<X509Certificate> certificates) {
		CertificateChain chain = CertificateChain.of(certificates);
		if (chain.isEverValid() && certificates.stream().allMatch(this::permitsClientAuthentication)
				&& (certificates.size() == 1 || isValidPath(certificates, Date.from(chain.notBefore())))) {
			this.found.add(chain);
		}
	}

	private boolean permitsClientAuthentication(X509Certificate certificate) {
		try {
			List<String> usages = certificate.getExtendedKeyUsage();
			return usages == null || usages.contains(CLIENT_AUTH) || usages.contains(ANY_USAGE);
		}
		catch (CertificateParsingException ex) {
			return false;
		}
	}

	private boolean isValidPath(List<X509Certificate> certificates, Date moment) {
		int last = certificates.size() - 1;
		try {
			X509Certificate authority = certificates.get(last);
			boolean constrained = authority.getExtensionValue(NAME_CONSTRAINTS) != null;
			PKIXParameters parameters = new PKIXParameters(
					Set.of(constrained ? anchorAbove(authority) : new TrustAnchor(authority, null)));
			parameters.setRevocationEnabled(false);
			parameters.setDate(moment);
			CertPath path = CertificateFactory.getInstance("X.509")
				.generateCertPath(constrained ? certificates : certificates.subList(0, last));
			CertPathValidator.getInstance("PKIX").validate(path, parameters);
			return true;
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

	/**
	 * The JDK heeds name constraints of a certificate in the path, but not of its anchor.
	 * An authority that has some is therefore put into the path, below an anchor of the
	 * same name and key; this leads nowhere for one that did not sign itself.
	 */
	private TrustAnchor anchorAbove(X509Certificate authority) {
		return new TrustAnchor(authority.getSubjectX500Principal(), authority.getPublicKey(), null);
	}

	private static List<X509Certificate> append(List<X509Certificate> chain, X509Certificate certificate) {
		List<X509Certificate> longer = new ArrayList<>(chain);
		longer.add(certificate);
		return longer;
	}

}
