package io.kubespring.apiserver.autoconfigure;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import io.kubespring.apiserver.certificate.IssuedCertificate;
import org.jspecify.annotations.Nullable;

/**
 * Presents its certificate whatever authorities the server names, as the aggregator does.
 */
final class InsistentKeyManager extends X509ExtendedKeyManager {

	private static final String ALIAS = "client";

	private final IssuedCertificate identity;

	InsistentKeyManager(IssuedCertificate identity) {
		this.identity = identity;
	}

	@Override
	public String chooseEngineClientAlias(String[] keyType, Principal[] issuers, SSLEngine engine) {
		return ALIAS;
	}

	@Override
	public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
		return ALIAS;
	}

	@Override
	public String[] getClientAliases(String keyType, Principal[] issuers) {
		return new String[] { ALIAS };
	}

	@Override
	public X509Certificate[] getCertificateChain(String alias) {
		return new X509Certificate[] { this.identity.certificate() };
	}

	@Override
	public PrivateKey getPrivateKey(String alias) {
		return this.identity.key();
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
