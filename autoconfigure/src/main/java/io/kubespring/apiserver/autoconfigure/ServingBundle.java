package io.kubespring.apiserver.autoconfigure;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import javax.net.ssl.TrustManagerFactory;

import io.kubespring.apiserver.certificate.CertificateAuthority;
import io.kubespring.apiserver.certificate.CertifiedKey;
import io.kubespring.apiserver.certificate.IssuedCertificate;
import io.kubespring.apiserver.certificate.ServingCertificateCheck;
import io.kubespring.apiserver.certificate.ServingCredentials;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * The SSL bundle {@value #NAME}: serves with what {@link ServingCredentials} have. Until
 * they have something probes of the kubelet, which does not verify, are answered with a
 * certificate of nobody's. Bundles are there before beans that may use others of them, so
 * the credentials are asked for late.
 */
final class ServingBundle implements SslBundleRegistrar, SmartInitializingSingleton, DisposableBean {

	static final String NAME = "apiserver";

	private static final Duration LONG = Duration.ofDays(3650);

	private final ObjectProvider<ServingCredentials> credentials;

	private final ObjectProvider<ServingCertificateCheck> check;

	private final CurrentKeyManager keys = new CurrentKeyManager(nobodys());

	private final Disposable.Swap subscription = Disposables.swap();

	private @Nullable SslBundleRegistry registry;

	ServingBundle(ObjectProvider<ServingCredentials> credentials, ObjectProvider<ServingCertificateCheck> check) {
		this.credentials = credentials;
		this.check = check;
	}

	@Override
	public void registerBundles(SslBundleRegistry known) {
		this.registry = known;
		known.registerBundle(NAME, bundle());
	}

	@Override
	public void afterSingletonsInstantiated() {
		ServingCredentials source = this.credentials.getObject();
		this.check.ifAvailable((known) -> known.serving(() -> {
			CertifiedKey serving = source.serving();
			return (serving != null) ? serving.chain() : List.of();
		}));
		this.subscription.update(source.changes().subscribe((replacement) -> {
			this.keys.use(replacement);
			Objects.requireNonNull(this.registry, "No SSL bundles").updateBundle(NAME, bundle());
		}));
	}

	@Override
	public void destroy() {
		this.subscription.dispose();
	}

	private SslBundle bundle() {
		try {
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init((KeyStore) null);
			return SslBundle.of(SslStoreBundle.NONE, null, null, null, SslManagerBundle.of(this.keys.factory(), trust));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static CertifiedKey nobodys() {
		IssuedCertificate issued = CertificateAuthority.create("not-ready", LONG, Clock.systemUTC())
			.issueServing(List.of("not-ready.invalid"), LONG);
		return new CertifiedKey(List.of(issued.certificate()), issued.key());
	}

}
