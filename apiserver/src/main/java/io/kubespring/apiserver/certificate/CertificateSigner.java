package io.kubespring.apiserver.certificate;

import java.time.Duration;

import reactor.core.publisher.Mono;

/**
 * Signs certificates on request, or refuses to, after a while. Nothing blocks.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface CertificateSigner {

	/**
	 * Ask for a certificate.
	 * @param request the signing request, as PEM
	 * @param validity how long it is to be valid; the signer may decide otherwise
	 * @return the name of the request
	 */
	Mono<String> request(String request, Duration validity);

	/**
	 * Ask what became of a request.
	 * @param name its name
	 * @return the outcome, empty if the request is not known any more
	 */
	Mono<Outcome> outcome(String name);

	/**
	 * What became of a request.
	 *
	 * @param state how far it is
	 * @param text the certificates, as PEM, or why there are none
	 */
	record Outcome(State state, String text) {

	}

	/**
	 * How far a request is.
	 */
	enum State {

		/**
		 * Somebody has to approve or to sign it.
		 */
		PENDING,
		/**
		 * There is a certificate.
		 */
		ISSUED,
		/**
		 * There will be none.
		 */
		REFUSED

	}

}
