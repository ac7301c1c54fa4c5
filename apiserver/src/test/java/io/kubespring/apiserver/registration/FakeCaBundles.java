package io.kubespring.apiserver.registration;

import io.kubespring.apiserver.certificate.CaBundles;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Bundles of which the last one that was sent is the current one.
 */
record FakeCaBundles(Flux<String> contents) implements CaBundles {

	@Override
	public Mono<String> current() {
		return this.contents.next();
	}

}
