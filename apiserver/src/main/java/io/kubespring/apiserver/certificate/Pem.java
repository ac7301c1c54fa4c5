package io.kubespring.apiserver.certificate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates and keys as text.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class Pem {

	private static final Pattern BLOCK = Pattern
		.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*([A-Za-z0-9+/=\\s]+)-----END \\1-----");

	private static final Base64.Encoder ENCODER = Base64.getMimeEncoder(64, new byte[] { '\n' });

	private Pem() {
	}

	/**
	 * Read all certificates of a text; everything else in it is skipped.
	 * @param pem the text
	 * @return the certificates in order, at least one
	 * @throws CertificateException if there is none, or one is malformed
	 */
	public static List<X509Certificate> readCertificates(byte[] pem) throws CertificateException {
		CertificateFactory factory = CertificateFactory.getInstance("X.509");
		List<X509Certificate> certificates = new ArrayList<>();
		Matcher block = BLOCK.matcher(new String(pem, StandardCharsets.ISO_8859_1));
		while (block.find()) {
			if (block.group(1).equals("CERTIFICATE")) {
				certificates
					.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(decode(block))));
			}
		}
		if (certificates.isEmpty()) {
			throw new CertificateException("data does not contain any valid certificates");
		}
		return certificates;
	}

	/**
	 * Read a private key in PKCS #8 form.
	 * @param pem the text
	 * @param algorithm the algorithm of the key, for example {@code EC}
	 * @return the key
	 * @throws GeneralSecurityException if there is none, or it is malformed
	 */
	public static PrivateKey readPrivateKey(byte[] pem, String algorithm) throws GeneralSecurityException {
		Matcher block = BLOCK.matcher(new String(pem, StandardCharsets.ISO_8859_1));
		while (block.find()) {
			if (block.group(1).equals("PRIVATE KEY")) {
				return KeyFactory.getInstance(algorithm)
					.generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(2))));
			}
		}
		throw new GeneralSecurityException("data does not contain a PKCS #8 private key");
	}

	/**
	 * Write a certificate.
	 * @param certificate the certificate
	 * @return the text
	 */
	public static String write(Certificate certificate) {
		try {
			return block("CERTIFICATE", certificate.getEncoded());
		}
		catch (CertificateException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	/**
	 * Write a key.
	 * @param key the key
	 * @return the text, in PKCS #8 form for a private key
	 */
	public static String write(Key key) {
		return block((key instanceof PrivateKey) ? "PRIVATE KEY" : "PUBLIC KEY", key.getEncoded());
	}

	private static byte[] decode(Matcher block) throws CertificateException {
		try {
			return Base64.getMimeDecoder().decode(block.group(2));
		}
		catch (IllegalArgumentException ex) {
			throw new CertificateException("malformed PEM block", ex);
		}
	}

	private static String block(String type, byte[] content) {
		return "-----BEGIN " + type + "-----\n" + ENCODER.encodeToString(content) + "\n-----END " + type + "-----\n";
	}

}
