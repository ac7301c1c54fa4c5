package io.kubespring.apiserver.autoconfigure;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import io.kubespring.apiserver.certificate.TestCertificates;
import org.jspecify.annotations.Nullable;

/**
 * Presents a certificate whatever authorities the server asks for.
 */
final class PresentedCertificate extends X509ExtendedKeyManager {

	private static final String ALIAS = "presented";

	private final TestCertificates certificate;

	PresentedCertificate(TestCertificates certificate) {
		this.certificate = certificate;
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
		return new X509Certificate[] { this.certificate.issue() };
	}

	@Override
	public PrivateKey getPrivateKey(String alias) {
		return this.certificate.key();
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
