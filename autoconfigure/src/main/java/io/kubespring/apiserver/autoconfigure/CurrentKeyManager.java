package io.kubespring.apiserver.autoconfigure;

import java.net.Socket;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import io.kubespring.apiserver.certificate.CertifiedKey;
import org.jspecify.annotations.Nullable;

/**
 * Gives each handshake the certificate as it is then. The one before is kept for
 * handshakes that have begun with it.
 */
final class CurrentKeyManager extends X509ExtendedKeyManager {

	private volatile CertifiedKey current;

	private volatile CertifiedKey before;

	CurrentKeyManager(CertifiedKey first) {
		this.current = first;
		this.before = first;
	}

	void use(CertifiedKey replacement) {
		this.before = this.current;
		this.current = replacement;
	}

	CertifiedKey current() {
		return this.current;
	}

	KeyManagerFactory factory() {
		return new Factory(this);
	}

	private static String alias(CertifiedKey key) {
		return key.certificate().getSerialNumber().toString(16);
	}

	private CertifiedKey find(String alias) {
		CertifiedKey present = this.current;
		return alias.equals(alias(present)) ? present : this.before;
	}

	private @Nullable String choose(String keyType) {
		CertifiedKey present = this.current;
		return keyType.startsWith(present.key().getAlgorithm()) ? alias(present) : null;
	}

	@Override
	public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers,
			@Nullable SSLEngine engine) {
		return choose(keyType);
	}

	@Override
	public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
		return choose(keyType);
	}

	@Override
	public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
		String alias = choose(keyType);
		return (alias != null) ? new String[] { alias } : null;
	}

	@Override
	public X509Certificate[] getCertificateChain(String alias) {
		return find(alias).chain().toArray(X509Certificate[]::new);
	}

	@Override
	public PrivateKey getPrivateKey(String alias) {
		return find(alias).key();
	}

	@Override
	public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
		return null;
	}

	@Override
	public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers,
			@Nullable Socket socket) {
		return null;
	}

	/**
	 * What Java's TLS and Spring Boot's bundles take a manager from.
	 */
	private static final class Factory extends KeyManagerFactory {

		Factory(KeyManager manager) {
			super(new Spi(manager), null, "kubespring");
		}

	}

	private static final class Spi extends KeyManagerFactorySpi {

		private final KeyManager manager;

		Spi(KeyManager manager) {
			this.manager = manager;
		}

		@Override
		protected void engineInit(@Nullable KeyStore store, char @Nullable [] password) {
		}

		@Override
		protected void engineInit(ManagerFactoryParameters parameters) {
		}

		@Override
		protected KeyManager[] engineGetKeyManagers() {
			return new KeyManager[] { this.manager };
		}

	}

}
