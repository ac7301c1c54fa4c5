package io.kubespring.apiserver.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * A new key and the request to certify it for names of a server.
 *
 * @param keys the key
 * @param names the DNS names, the first is the common name too
 * @param pem the request
 * @author The kubespring authors
 */
record SigningRequest(KeyPair keys, List<String> names, String pem) {

	static SigningRequest create(List<String> names) {
		KeyPair keys = CertificateAuthority.generateKeys();
		GeneralName[] alternatives = names.stream()
			.map((name) -> new GeneralName(GeneralName.dNSName, name))
			.toArray(GeneralName[]::new);
		try {
			ExtensionsGenerator extensions = new ExtensionsGenerator();
			extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
			byte[] encoded = new JcaPKCS10CertificationRequestBuilder(
					new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, names.get(0)).build(), keys.getPublic())
				.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
				.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
				.getEncoded();
			return new SigningRequest(keys, List.copyOf(names),
					"-----BEGIN CERTIFICATE REQUEST-----\n"
							+ Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(encoded)
							+ "\n-----END CERTIFICATE REQUEST-----\n");
		}
		catch (IOException | OperatorCreationException ex) {
			throw new IllegalStateException("Unable to request a certificate", ex);
		}
	}

	/**
	 * Take the certificate that was issued.
	 * @param chain the certificate, and authorities behind it, as PEM
	 * @return the certificate with its key
	 * @throws CertificateException if it is for another key or not for all names
	 */
	CertifiedKey certified(String chain) throws CertificateException {
		List<X509Certificate> certificates = Pem.readCertificates(chain.getBytes(StandardCharsets.US_ASCII));
		X509Certificate certificate = certificates.get(0);
		if (!certificate.getPublicKey().equals(this.keys.getPublic())) {
			throw new CertificateException("it is for another key");
		}
		if (!Validity.names(certificate).containsAll(this.names)) {
			throw new CertificateException("it is for " + Validity.names(certificate) + " and not for " + this.names);
		}
		return new CertifiedKey(certificates, this.keys.getPrivate());
	}

	@Override
	public String toString() {
		return "request for " + this.names;
	}

}
