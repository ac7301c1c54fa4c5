package io.kubespring.apiserver.autoconfigure;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

import io.kubespring.apiserver.certificate.HandshakeTrustManager;
import io.kubespring.apiserver.certificate.ServingCertificateCheck;
import io.kubespring.apiserver.certificate.StandaloneCredentials;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslProvider;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.server.HttpServer;
import reactor.netty.tcp.AbstractProtocolSslContextSpec;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.WebServerSslBundle;
import org.springframework.core.Ordered;

/**
 * Makes Boot's server fit for the aggregator and its users: TLS always, client
 * certificates requested but verified per request, headers as long as a user with many
 * groups needs, streams for all users on few connections, dead clients noticed. Values
 * follow {@code k8s.io/apiserver/pkg/server}.
 */
final class ApiServerNettyCustomizer implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory>, Ordered {

	private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

	private static final int HEADERS = 1024 * 1024;

	private static final int STREAMS = 1000;

	private static final int WINDOW = 256 * 1024;

	private static final Duration IDLE = Duration.ofSeconds(90);

	private final ObjectProvider<StandaloneCredentials> credentials;

	private final HandshakeTrustManager trust;

	private final ObjectProvider<ServingBundle> managed;

	private final ObjectProvider<ServingCertificateCheck> check;

	ApiServerNettyCustomizer(ObjectProvider<StandaloneCredentials> credentials, HandshakeTrustManager trust,
			ObjectProvider<ServingBundle> managed, ObjectProvider<ServingCertificateCheck> check) {
		this.credentials = credentials;
		this.trust = trust;
		this.managed = managed;
		this.check = check;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void customize(NettyReactiveWebServerFactory factory) {
		Ssl ssl = factory.getSsl();
		if (this.managed.getIfAvailable() != null) {
			factory.setSsl(Ssl.forBundle(ServingBundle.NAME));
		}
		else if (!Ssl.isEnabled(ssl)) {
			factory.setSsl(standalone());
		}
		factory.addServerCustomizers((server) -> customize(server, factory));
	}

	private Ssl standalone() {
		StandaloneCredentials standalone = this.credentials.getIfAvailable();
		if (standalone == null) {
			throw new MissingServingCertificateException();
		}
		Ssl ssl = new Ssl();
		ssl.setCertificate(standalone.servingCertificateFile().toUri().toString());
		ssl.setCertificatePrivateKey(standalone.servingKeyFile().toUri().toString());
		return ssl;
	}

	private HttpServer customize(HttpServer server, NettyReactiveWebServerFactory factory) {
		SslBundle bundle = WebServerSslBundle.get(factory.getSsl(), factory.getSslBundles());
		KeyManagerFactory keys = bundle.getManagers().getKeyManagerFactory();
		if (this.managed.getIfAvailable() == null) {
			this.check.ifAvailable((known) -> known.serving(() -> certificate(keys)));
		}
		AbstractProtocolSslContextSpec<?> context = context(keys, isEnabled(factory.getHttp2()));
		// OpenSSL would name to clients the authorities of the start, not those of now.
		context.configure((builder) -> builder.sslProvider(SslProvider.JDK)
			.trustManager(this.trust)
			.clientAuth(ClientAuth.OPTIONAL)
			.protocols("TLSv1.3", "TLSv1.2"));
		return KeepAlive.apply(server)
			.secure((spec) -> spec.sslContext(context))
			.httpRequestDecoder((decoder) -> decoder.maxInitialLineLength(HEADERS).maxHeaderSize(HEADERS))
			.http2Settings((settings) -> settings.maxHeaderListSize(HEADERS)
				.maxConcurrentStreams(STREAMS)
				.initialWindowSize(WINDOW))
			.idleTimeout(IDLE);
	}

	private static @Nullable X509Certificate certificate(KeyManagerFactory keys) {
		for (KeyManager manager : keys.getKeyManagers()) {
			for (String algorithm : ALGORITHMS) {
				String[] aliases = (manager instanceof X509KeyManager pairs) ? pairs.getServerAliases(algorithm, null)
						: null;
				if (aliases != null && aliases.length > 0) {
					return ((X509KeyManager) manager).getCertificateChain(aliases[0])[0];
				}
			}
		}
		return null;
	}

	private static boolean isEnabled(@Nullable Http2 http2) {
		return http2 != null && http2.isEnabled();
	}

	private static AbstractProtocolSslContextSpec<?> context(KeyManagerFactory keys, boolean http2) {
		return http2 ? Http2SslContextSpec.forServer(keys) : Http11SslContextSpec.forServer(keys);
	}

}
