package io.kubespring.apiserver.authentication;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What an {@link Authenticator} may look at.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface AuthenticationRequest {

	/**
	 * All values of a header as the client sent them, in wire order, decoded as UTF-8.
	 * @param name the header's name in any case
	 * @return the values, empty without the header
	 */
	List<String> header(String name);

	/**
	 * All headers, names as the client sent them.
	 * @return values by name, in wire order
	 */
	Map<String, List<String>> headers();

	/**
	 * The names of all headers as the client sent them.
	 * @return the names, in wire order
	 */
	default Collection<String> headerNames() {
		return headers().keySet();
	}

	/**
	 * The certificates that the client presented in the handshake; nothing but possession
	 * of the first one's key was verified.
	 * @return the chain from the leaf on, empty without TLS or certificate
	 */
	List<X509Certificate> peerCertificates();

	/**
	 * Tell the client something beside its answer, whatever that will be.
	 * @param text what to tell, a sentence without a full stop
	 */
	default void warn(String text) {
	}

}
