package io.kubespring.apiserver.doctor;

import java.security.cert.X509Certificate;
import java.util.List;

import reactor.core.publisher.Mono;

/**
 * Shakes hands with a server to see its certificate, which is not verified.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@FunctionalInterface
public interface TlsProbe {

	/**
	 * Shake hands once and hang up.
	 * @param host the name or address to connect to
	 * @param port the port
	 * @param serverName the name of the server that is asked for
	 * @return the certificates, leaf first; an error if nobody answers
	 */
	Mono<List<X509Certificate>> look(String host, int port, String serverName);

}
