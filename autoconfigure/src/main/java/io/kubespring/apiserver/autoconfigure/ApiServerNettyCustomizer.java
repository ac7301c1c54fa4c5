package io.kubespring.apiserver.autoconfigure;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.kubespring.apiserver.certificate.ServingCertificateCheck;
import io.kubespring.apiserver.certificate.StandaloneCredentials;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServer;
import reactor.netty.tcp.SslProvider.Builder;
import reactor.netty.tcp.SslProvider.SslContextSpec;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.util.StringUtils;

/**
 * Makes Boot's server fit for the aggregator and its users: TLS always, client
 * certificates requested but verified per request, headers as long as a user with many
 * groups needs, streams for all users on few connections, dead clients noticed. Values
 * follow {@code k8s.io/apiserver/pkg/server}.
 */
final class ApiServerNettyCustomizer
		implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory>, Ordered, DisposableBean {

	private static final int HEADERS = 1024 * 1024;

	private static final int WINDOW = 256 * 1024;

	/**
	 * A proxy may end all watches of its users at once, and for that its connection must
	 * not be cut; a flood of resets comes a thousand times faster.
	 */
	private static final int RESETS = 5000;

	private static final int RESET_SECONDS = 30;

	private final ObjectProvider<StandaloneCredentials> credentials;

	private final Supplier<List<X509Certificate>> authorities;

	private final ApiServerServingProperties properties;

	private final Disposable.Composite reloads = Disposables.composite();

	private final boolean asking;

	private final ObjectProvider<ServingBundle> managed;

	private final ObjectProvider<ServingCertificateCheck> check;

	ApiServerNettyCustomizer(ObjectProvider<StandaloneCredentials> credentials,
			Supplier<List<X509Certificate>> authorities, boolean asking, ObjectProvider<ServingBundle> managed,
			ObjectProvider<ServingCertificateCheck> check, ApiServerServingProperties properties) {
		this.credentials = credentials;
		this.authorities = authorities;
		this.asking = asking;
		this.managed = managed;
		this.check = check;
		this.properties = properties;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void customize(NettyReactiveWebServerFactory factory) {
		Ssl ssl = factory.getSsl();
		boolean made = this.managed.getIfAvailable() != null;
		if (made) {
			ssl = Ssl.forBundle(ServingBundle.NAME);
			factory.setSsl(ssl);
		}
		else if (!Ssl.isEnabled(ssl) || isEmpty(ssl)) {
			ssl = standalone();
			factory.setSsl(ssl);
		}
		Ssl serving = ssl;
		ServingSslContext context = context(serving, factory);
		if (!made) {
			this.check.ifAvailable((known) -> known.serving(context::chain));
		}
		Map<String, ServingSslContext> named = named(serving, factory);
		factory.addServerCustomizers((server) -> customize(server, context, named));
	}

	@Override
	public void destroy() {
		this.reloads.dispose();
	}

	/**
	 * Whether TLS is configured without a certificate, for its other settings.
	 */
	private static boolean isEmpty(Ssl ssl) {
		return ssl.getBundle() == null && ssl.getCertificate() == null && ssl.getCertificatePrivateKey() == null
				&& ssl.getKeyStore() == null && ssl.getKeyStoreType() == null;
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

	private ServingSslContext context(Ssl ssl, NettyReactiveWebServerFactory factory) {
		if (StringUtils.hasText(ssl.getBundle())) {
			return context(ssl.getBundle(), factory);
		}
		ServingFiles files = new ServingFiles(ssl);
		ServingSslContext context = newContext(files.read(), factory);
		this.reloads.add(new ServingReload(context, "server.ssl").follow(files, this.properties.getReloadInterval(),
				Schedulers.boundedElastic()));
		return context;
	}

	/**
	 * Bundles are read anew by Boot, where {@code reload-on-update} is set.
	 */
	private ServingSslContext context(String bundle, NettyReactiveWebServerFactory factory) {
		SslBundles bundles = Objects.requireNonNull(factory.getSslBundles(), "No SSL bundles");
		ServingSslContext context = newContext(ServingPair.of(bundles.getBundle(bundle)), factory);
		ServingReload reload = new ServingReload(context, "SSL bundle " + bundle);
		bundles.addBundleUpdateHandler(bundle, (updated) -> reload.use(() -> ServingPair.of(updated)));
		return context;
	}

	private Map<String, ServingSslContext> named(Ssl ssl, NettyReactiveWebServerFactory factory) {
		Map<String, ServingSslContext> named = new LinkedHashMap<>();
		ssl.getServerNameBundles()
			.forEach((bundle) -> named.put(bundle.serverName(), context(bundle.bundle(), factory)));
		return named;
	}

	private ServingSslContext newContext(ServingPair pair, NettyReactiveWebServerFactory factory) {
		return new ServingSslContext(pair, this.authorities, this.asking, engine(), isEnabled(factory.getHttp2()));
	}

	private SslProvider engine() {
		return switch (this.properties.getTlsEngine()) {
			case JDK -> SslProvider.JDK;
			case OPENSSL -> SslProvider.OPENSSL;
			case AUTO -> isOpenSslThere() ? SslProvider.OPENSSL : SslProvider.JDK;
		};
	}

	private static boolean isOpenSslThere() {
		return OpenSsl.isAvailable() && SslProvider.isAlpnSupported(SslProvider.OPENSSL);
	}

	private HttpServer customize(HttpServer server, ServingSslContext context, Map<String, ServingSslContext> named) {
		Duration idle = this.properties.getIdleTimeout();
		Duration headers = this.properties.getHeaderTimeout();
		return KeepAlive.apply(server)
			.secure((spec) -> secure(spec, context, named).handshakeTimeout(headers))
			.httpRequestDecoder((decoder) -> decoder.maxInitialLineLength(HEADERS).maxHeaderSize(HEADERS))
			.http2Settings((settings) -> settings.maxHeaderListSize(HEADERS)
				.maxConcurrentStreams(this.properties.getMaxConcurrentStreams())
				.maxDecodedRstFramesPerWindow(RESETS, RESET_SECONDS)
				.maxEncodedRstFramesPerWindow(RESETS, RESET_SECONDS)
				.initialWindowSize(WINDOW))
			.idleTimeout(idle)
			.doOnChannelInit(new ConnectionGuards(headers, idle));
	}

	/**
	 * An unknown name, and none, lead to the certificate that is for no name, and not to
	 * an alert.
	 */
	private static Builder secure(SslContextSpec spec, ServingSslContext context,
			Map<String, ServingSslContext> named) {
		Builder builder = spec.sslContext(context);
		if (named.isEmpty()) {
			return builder;
		}
		reactor.netty.tcp.SslProvider unnamed = provider(context);
		Map<String, reactor.netty.tcp.SslProvider> providers = new LinkedHashMap<>();
		named.forEach((name, other) -> providers.put(name, provider(other)));
		return builder.setSniAsyncMappings((name, promise) -> promise
			.setSuccess((name != null) ? providers.getOrDefault(name, unnamed) : unnamed));
	}

	private static reactor.netty.tcp.SslProvider provider(ServingSslContext context) {
		return reactor.netty.tcp.SslProvider.builder().sslContext(context).build();
	}

	private static boolean isEnabled(@Nullable Http2 http2) {
		return http2 != null && http2.isEnabled();
	}

}
