package io.kubespring.apiserver.doctor;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.kubespring.apiserver.certificate.Pem;
import io.kubespring.apiserver.registration.ServiceReference;
import tools.jackson.databind.JsonNode;

/**
 * Verifies the serving certificate as kube-apiserver does: for the name of the Service,
 * with the authorities in the APIService alone.
 */
final class CertificateExamination {

	private static final int DNS_NAME = 2;

	private final ServiceReference service;

	private final PresentedCertificate presented;

	private final List<X509Certificate> chain;

	private final Instant now;

	CertificateExamination(ServiceReference service, PresentedCertificate presented, Instant now) {
		this.service = service;
		this.presented = presented;
		this.chain = presented.chain();
		this.now = now;
	}

	Finding examine(String apiService, JsonNode spec) {
		String name = this.presented.endpoint().isEmpty() ? apiService
				: apiService + " at " + this.presented.endpoint();
		if (!this.presented.unseen().isEmpty()) {
			return Finding.unknown(Hop.CERTIFICATE, name, "It is not reached from here: " + this.presented.unseen(),
					"From outside of the cluster that is usual. Within a pod of the application it is seen, by"
							+ " kubectl exec with --apiserver.doctor; so it is by the actuator's endpoint doctor.");
		}
		if (this.chain.isEmpty()) {
			return broken(name, "No certificate is served.", "Set server.ssl.certificate or server.ssl.bundle.");
		}
		X509Certificate leaf = this.chain.get(0);
		String wanted = this.service.dnsName();
		if (this.now.isAfter(leaf.getNotAfter().toInstant())) {
			return broken(name, "The serving certificate is good until " + leaf.getNotAfter().toInstant() + " only.",
					"Renew it; the application takes the new one up by itself.");
		}
		if (this.now.isBefore(leaf.getNotBefore().toInstant())) {
			return broken(name, "The serving certificate is good from " + leaf.getNotBefore().toInstant() + " on.",
					"Look at the clocks of the application and of whoever issued it.");
		}
		if (spec.path("insecureSkipTLSVerify").asBoolean(false)) {
			return Finding.well(Hop.CERTIFICATE, name, "It is not verified: insecureSkipTLSVerify is set.");
		}
		if (!isFor(leaf, wanted)) {
			return broken(name, "The serving certificate is for " + names(leaf) + " and not for " + wanted + ".",
					"Have it issued for the DNS name " + wanted + ".");
		}
		return chain(name, spec.path("caBundle").asString(""));
	}

	private Finding chain(String name, String caBundle) {
		if (caBundle.isEmpty()) {
			return broken(name,
					"spec.caBundle is empty, so that kube-apiserver knows the authorities of its own"
							+ " system alone.",
					"Set apiserver.registration.ca-bundle to the file of the authority that signed the certificate,"
							+ " or have somebody inject it.");
		}
		List<X509Certificate> authorities;
		try {
			authorities = Pem.readCertificates(Base64.getMimeDecoder().decode(caBundle));
		}
		catch (CertificateException | IllegalArgumentException ex) {
			return broken(name, "spec.caBundle cannot be read: " + ex.getMessage() + ".",
					"Put PEM certificates into it, encoded in base64.");
		}
		if (isSigned(authorities)) {
			return Finding.well(Hop.CERTIFICATE, name, "The serving certificate is verified by spec.caBundle until "
					+ this.chain.get(0).getNotAfter().toInstant() + ".");
		}
		return broken(name,
				"The serving certificate was issued by "
						+ this.chain.get(this.chain.size() - 1).getIssuerX500Principal() + ", and spec.caBundle has "
						+ subjects(authorities) + ".",
				"Set apiserver.registration.ca-bundle to the file of the authority that signed the certificate.");
	}

	private boolean isSigned(List<X509Certificate> authorities) {
		if (authorities.contains(this.chain.get(0))) {
			return true;
		}
		Set<TrustAnchor> anchors = authorities.stream()
			.map((authority) -> new TrustAnchor(authority, null))
			.collect(Collectors.toCollection(HashSet::new));
		try {
			PKIXParameters parameters = new PKIXParameters(anchors);
			parameters.setRevocationEnabled(false);
			parameters.setDate(Date.from(this.now));
			CertPathValidator.getInstance("PKIX")
				.validate(CertificateFactory.getInstance("X.509")
					.generateCertPath(
							this.chain.stream().filter((certificate) -> !authorities.contains(certificate)).toList()),
						parameters);
			return true;
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

	private static boolean isFor(X509Certificate leaf, String wanted) {
		return dnsNames(leaf).stream()
			.anyMatch((name) -> name.equalsIgnoreCase(wanted) || name.startsWith("*.") && wanted.indexOf('.') > 0
					&& name.substring(1).equalsIgnoreCase(wanted.substring(wanted.indexOf('.'))));
	}

	private static String names(X509Certificate leaf) {
		List<String> names = dnsNames(leaf);
		return names.isEmpty() ? "no DNS name" : String.join(", ", names);
	}

	private static List<String> dnsNames(X509Certificate leaf) {
		try {
			Collection<List<?>> names = leaf.getSubjectAlternativeNames();
			return (names != null) ? names.stream()
				.filter((name) -> name.get(0).equals(DNS_NAME))
				.map((name) -> String.valueOf(name.get(1)))
				.toList() : List.of();
		}
		catch (CertificateParsingException ex) {
			return List.of();
		}
	}

	private static String subjects(List<X509Certificate> authorities) {
		return authorities.stream()
			.map((authority) -> authority.getSubjectX500Principal().toString())
			.collect(Collectors.joining("; "));
	}

	private static Finding broken(String name, String seen, String remedy) {
		return Finding.broken(Hop.CERTIFICATE, name, seen, remedy);
	}

}
