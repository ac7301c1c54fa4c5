package io.kubespring.apiserver.authentication;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1UniversalString;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.jspecify.annotations.Nullable;

/**
 * A certificate's subject as Kubernetes reads it: in the order of its encoding, of
 * several common names the last.
 *
 * @param commonName the common name, empty without
 * @param organizations the organizations
 * @param uids the values of Kubernetes' own uid attribute, empty ones for those that are
 * not text
 * @param credentialId what identifies the certificate in audit events
 * @author The kubespring authors
 */
record CertificateSubject(String commonName, List<String> organizations, List<String> uids, String credentialId) {

	private static final ASN1ObjectIdentifier UID = new ASN1ObjectIdentifier("1.3.6.1.4.1.57683.2");

	static CertificateSubject of(X509Certificate certificate) {
		String name = "";
		List<String> groups = new ArrayList<>();
		List<String> ids = new ArrayList<>();
		for (RDN rdn : X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()).getRDNs()) {
			for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
				String text = text(attribute.getValue());
				if (UID.equals(attribute.getType())) {
					ids.add((text != null) ? text : "");
				}
				else if (text != null && BCStyle.CN.equals(attribute.getType())) {
					name = text;
				}
				else if (text != null && BCStyle.O.equals(attribute.getType())) {
					groups.add(text);
				}
			}
		}
		return new CertificateSubject(name, List.copyOf(groups), List.copyOf(ids), credentialId(certificate));
	}

	private static @Nullable String text(ASN1Encodable value) {
		boolean binary = value instanceof ASN1BitString || value instanceof ASN1UniversalString;
		return (!binary && value instanceof ASN1String string) ? string.getString() : null;
	}

	private static String credentialId(X509Certificate certificate) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
			return "X509SHA256=" + HexFormat.of().formatHex(digest);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
