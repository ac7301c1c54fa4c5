package io.kubespring.apiserver.autoconfigure;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.stream.Stream;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import io.kubespring.apiserver.certificate.TestCertificates;
import org.jspecify.annotations.Nullable;

/**
 * Presents a certificate whatever authorities the server names, as the aggregator does.
 */
final class PresentedCertificate extends X509ExtendedKeyManager {

	private static final String ALIAS = "presented";

	private final X509Certificate[] chain;

	private final PrivateKey key;

	PresentedCertificate(X509Certificate certificate, PrivateKey key) {
		this(key, certificate);
	}

	private PresentedCertificate(PrivateKey key, X509Certificate... chain) {
		this.chain = chain;
		this.key = key;
	}

	/**
	 * Present a certificate and what is needed to believe it.
	 */
	static PresentedCertificate of(TestCertificates identity, TestCertificates... intermediates) {
		return new PresentedCertificate(identity.key(),
				Stream.concat(Stream.of(identity), Stream.of(intermediates))
					.map(TestCertificates::issue)
					.toArray(X509Certificate[]::new));
	}

	@Override
	public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
		return ALIAS;
	}

	@Override
	public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
		return ALIAS;
	}

	@Override
	public String[] getClientAliases(String keyType, Principal[] issuers) {
		return new String[] { ALIAS };
	}

	@Override
	public X509Certificate[] getCertificateChain(String alias) {
		return this.chain.clone();
	}

	@Override
	public PrivateKey getPrivateKey(String alias) {
		return this.key;
	}

	@Override
	public String @Nullable [] getServerAliases(String keyType, Principal[] issuers) {
		return null;
	}

	@Override
	public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
		return null;
	}

}
