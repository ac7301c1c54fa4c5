package io.kubespring.apiserver.certificate;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;

/**
 * A certificate and the key it speaks for.
 *
 * @param certificate the certificate
 * @param key the private key
 * @author The kubespring authors
 * @since 0.1.0
 */
public record IssuedCertificate(X509Certificate certificate, PrivateKey key) {

	/**
	 * The certificate as PEM.
	 * @return the text
	 */
	public String certificatePem() {
		return Pem.write(this.certificate);
	}

	/**
	 * The private key as PEM; never for a log.
	 * @return the text
	 */
	public String keyPem() {
		return Pem.write(this.key);
	}

	boolean isPair() throws GeneralSecurityException {
		byte[] probe = new byte[32];
		Signature signature = Signature.getInstance("SHA256withECDSA");
		signature.initSign(this.key);
		signature.update(probe);
		byte[] signed = signature.sign();
		signature.initVerify(this.certificate.getPublicKey());
		signature.update(probe);
		return signature.verify(signed);
	}

	@Override
	public String toString() {
		return this.certificate.getSubjectX500Principal().getName();
	}

}
