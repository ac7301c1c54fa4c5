package io.kubespring.apiserver.autoconfigure;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSessionContext;

import io.kubespring.apiserver.certificate.HandshakeTrustManager;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import reactor.netty.http.Http2SslContextSpec;

import org.springframework.boot.ssl.SslOptions;

/**
 * What handshakes are made with: the pair of this moment, and the authorities of this
 * moment, which are named to clients. Whenever one of the two is another, so is the
 * context behind; connections that are open keep theirs. Client certificates are asked
 * for and not verified. Works with either engine of Netty, of which OpenSSL would by
 * itself keep the authorities of the start.
 */
final class ServingSslContext extends SslContext {

	private static final String[] PROTOCOLS = { "TLSv1.3", "TLSv1.2" };

	private static final ApplicationProtocolConfig HTTP_1_1 = new ApplicationProtocolConfig(
			ApplicationProtocolConfig.Protocol.ALPN, ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
			ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT, ApplicationProtocolNames.HTTP_1_1);

	private final Supplier<List<X509Certificate>> authorities;

	private final ClientAuth clientAuth;

	private final SslProvider engine;

	private final boolean http2;

	private volatile Current current;

	/**
	 * Create a context.
	 * @param pair what is presented
	 * @param authorities those whose certificates clients are asked for
	 * @param asking whether clients are asked at all
	 */
	ServingSslContext(ServingPair pair, Supplier<List<X509Certificate>> authorities, boolean asking, SslProvider engine,
			boolean http2) {
		this.authorities = authorities;
		this.clientAuth = asking ? ClientAuth.OPTIONAL : ClientAuth.NONE;
		this.engine = engine;
		this.http2 = http2;
		this.current = create(pair, authorities.get());
	}

	/**
	 * Make handshakes with another pair from here on.
	 * @throws InvalidServingPairException if that is impossible; the pair remains
	 */
	synchronized void use(ServingPair pair) {
		this.current = create(pair, this.authorities.get());
	}

	/**
	 * The certificate that is presented, and the authorities behind it.
	 */
	List<X509Certificate> chain() {
		return this.current.pair().chain();
	}

	/**
	 * The certificate that is presented.
	 */
	X509Certificate certificate() {
		return this.current.pair().certificate();
	}

	private SslContext current() {
		Current known = this.current;
		List<X509Certificate> named = this.authorities.get();
		return known.authorities().equals(named) ? known.context() : rename(named);
	}

	private synchronized SslContext rename(List<X509Certificate> named) {
		if (!this.current.authorities().equals(named)) {
			this.current = create(this.current.pair(), named);
		}
		return this.current.context();
	}

	private Current create(ServingPair pair, List<X509Certificate> named) {
		Http2SslContextSpec spec = Http2SslContextSpec.forServer(pair.keys());
		SslOptions options = pair.options();
		spec.configure((builder) -> {
			if (!this.http2) {
				builder.applicationProtocolConfig(HTTP_1_1);
			}
			builder.sslProvider(this.engine)
				.trustManager(new HandshakeTrustManager(() -> named))
				.clientAuth(this.clientAuth)
				.protocols((options.getEnabledProtocols() != null) ? options.getEnabledProtocols() : PROTOCOLS);
			Set<String> ciphers = SslOptions.asSet(options.getCiphers());
			if (ciphers != null) {
				builder.ciphers(ciphers);
			}
		});
		try {
			return new Current(pair, List.copyOf(named), spec.sslContext());
		}
		catch (SSLException | RuntimeException ex) {
			throw new InvalidServingPairException("unable to use it for TLS: " + ex.getMessage(), ex);
		}
	}

	@Override
	public boolean isClient() {
		return false;
	}

	@Override
	public List<String> cipherSuites() {
		return this.current.context().cipherSuites();
	}

	@Override
	public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
		return this.current.context().applicationProtocolNegotiator();
	}

	@Override
	public SSLEngine newEngine(ByteBufAllocator allocator) {
		return current().newEngine(allocator);
	}

	@Override
	public SSLEngine newEngine(ByteBufAllocator allocator, String peerHost, int peerPort) {
		return current().newEngine(allocator, peerHost, peerPort);
	}

	@Override
	protected SslHandler newHandler(ByteBufAllocator allocator, boolean startTls) {
		return current().newHandler(allocator);
	}

	@Override
	public SSLSessionContext sessionContext() {
		return this.current.context().sessionContext();
	}

	private record Current(ServingPair pair, List<X509Certificate> authorities, SslContext context) {
	}

}
