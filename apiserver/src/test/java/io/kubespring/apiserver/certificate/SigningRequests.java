package io.kubespring.apiserver.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/**
 * Signs requests as a signer of a cluster does, for the names they ask for.
 */
public final class SigningRequests {

	private SigningRequests() {
	}

	/**
	 * Sign a request.
	 * @param pem the request
	 * @param authority who signs
	 * @param until when the certificate expires
	 * @return the certificate
	 */
	public static X509Certificate sign(byte[] pem, CertificateAuthority authority, Instant until) {
		String base64 = new String(pem, StandardCharsets.US_ASCII).replaceAll("-----[A-Z ]+-----", "");
		try {
			JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(
					Base64.getMimeDecoder().decode(base64));
			if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(request.getPublicKey()))) {
				throw new IllegalArgumentException("not signed by the key that it is for");
			}
			Extensions wanted = request.getRequestedExtensions();
			JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(authority.root().certificate(),
					new BigInteger(120, new SecureRandom()), Date.from(until.minus(Duration.ofDays(90))),
					Date.from(until), request.getSubject(), request.getPublicKey());
			builder.addExtension(wanted.getExtension(Extension.subjectAlternativeName));
			return new JcaX509CertificateConverter().getCertificate(
					builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(authority.root().key())));
		}
		catch (IOException | GeneralSecurityException | OperatorCreationException | PKCSException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

}
