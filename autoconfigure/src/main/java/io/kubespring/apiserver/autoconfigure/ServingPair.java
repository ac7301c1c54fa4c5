package io.kubespring.apiserver.autoconfigure;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;

/**
 * A certificate with its private key, ready for handshakes. There is none whose parts do
 * not match: a Secret that is being replaced shows such for a moment, and handshakes
 * would fail with it.
 *
 * @param keys presents the certificate
 * @param chain the certificate and the authorities behind it
 * @param options protocols and ciphers, where they are configured
 */
record ServingPair(KeyManagerFactory keys, List<X509Certificate> chain, SslOptions options) {

	private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA", "Ed25519", "DSA", "RSASSA-PSS");

	private static final byte[] PROBE = new byte[32];

	/**
	 * Take the pair of a bundle.
	 * @throws InvalidServingPairException if it has none, or its parts do not match
	 */
	static ServingPair of(SslBundle bundle) {
		KeyManagerFactory keys = bundle.getManagers().getKeyManagerFactory();
		for (KeyManager manager : keys.getKeyManagers()) {
			if (manager instanceof X509KeyManager pairs) {
				return of(keys, pairs, bundle.getOptions());
			}
		}
		throw missing();
	}

	X509Certificate certificate() {
		return this.chain.get(0);
	}

	private static ServingPair of(KeyManagerFactory keys, X509KeyManager pairs, SslOptions options) {
		String alias = ALGORITHMS.stream()
			.flatMap((algorithm) -> aliases(pairs, algorithm))
			.findFirst()
			.orElseThrow(ServingPair::missing);
		List<X509Certificate> chain = List.of(pairs.getCertificateChain(alias));
		X509Certificate certificate = chain.get(0);
		if (!isPair(pairs.getPrivateKey(alias), certificate.getPublicKey())) {
			throw new InvalidServingPairException("the private key does not belong to the certificate "
					+ certificate.getSubjectX500Principal().getName(), null);
		}
		return new ServingPair(keys, chain, options);
	}

	private static Stream<String> aliases(X509KeyManager pairs, String algorithm) {
		String[] aliases = pairs.getServerAliases(algorithm, null);
		return (aliases != null) ? Stream.of(aliases) : Stream.empty();
	}

	private static InvalidServingPairException missing() {
		return new InvalidServingPairException("certificate and key must be supplied as a pair", null);
	}

	private static boolean isPair(PrivateKey key, PublicKey certified) {
		try {
			Signature signature = Signature.getInstance(signatureAlgorithm(certified));
			signature.initSign(key);
			signature.update(PROBE);
			byte[] signed = signature.sign();
			signature.initVerify(certified);
			signature.update(PROBE);
			return signature.verify(signed);
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

	private static String signatureAlgorithm(PublicKey certified) {
		return switch (certified.getAlgorithm()) {
			case "RSA" -> "SHA256withRSA";
			case "EC" -> "SHA256withECDSA";
			case "DSA" -> "SHA256withDSA";
			default -> certified.getAlgorithm();
		};
	}

}
