package io.kubespring.apiserver.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of connections; defaults are those of {@code k8s.io/apiserver/pkg/server}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@ConfigurationProperties("apiserver.serving")
public class ApiServerServingProperties {

	/**
	 * Longest time of a TLS handshake, and of the headers of a request over HTTP/1.1.
	 */
	private Duration headerTimeout = Duration.ofSeconds(32);

	/**
	 * Time after which a connection without requests is closed.
	 */
	private Duration idleTimeout = Duration.ofSeconds(90);

	/**
	 * Number of requests, watches included, that a connection of HTTP/2 may have open at
	 * once.
	 */
	private int maxConcurrentStreams = 1000;

	/**
	 * Time between two looks at the files of the serving certificate; 0 for never.
	 */
	private Duration reloadInterval = Duration.ofSeconds(10);

	/**
	 * What TLS is made with. By default OpenSSL, if it is on the class path.
	 */
	private TlsEngine tlsEngine = TlsEngine.AUTO;

	public Duration getHeaderTimeout() {
		return this.headerTimeout;
	}

	public void setHeaderTimeout(Duration headerTimeout) {
		this.headerTimeout = headerTimeout;
	}

	public Duration getIdleTimeout() {
		return this.idleTimeout;
	}

	public void setIdleTimeout(Duration idleTimeout) {
		this.idleTimeout = idleTimeout;
	}

	public int getMaxConcurrentStreams() {
		return this.maxConcurrentStreams;
	}

	public void setMaxConcurrentStreams(int maxConcurrentStreams) {
		this.maxConcurrentStreams = maxConcurrentStreams;
	}

	public Duration getReloadInterval() {
		return this.reloadInterval;
	}

	public void setReloadInterval(Duration reloadInterval) {
		this.reloadInterval = reloadInterval;
	}

	public TlsEngine getTlsEngine() {
		return this.tlsEngine;
	}

	public void setTlsEngine(TlsEngine tlsEngine) {
		this.tlsEngine = tlsEngine;
	}

	/**
	 * What TLS is made with.
	 */
	public enum TlsEngine {

		/**
		 * OpenSSL if it is on the class path, Java's own otherwise.
		 */
		AUTO,
		/**
		 * Java's own.
		 */
		JDK,
		/**
		 * OpenSSL by Netty's tcnative, which must be on the class path.
		 */
		OPENSSL

	}

}
