package io.kubespring.apiserver.doctor;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;

import io.kubespring.apiserver.meta.GroupVersion;
import io.kubespring.apiserver.registration.ServiceReference;
import reactor.core.publisher.Mono;

/**
 * What is known of the application without asking the cluster.
 *
 * @param groupVersions what it serves
 * @param service the Service through which the cluster reaches it
 * @param isOther whether the application is another process than the one that asks, so
 * that neither the clock nor the name in the cluster of the latter are its own
 * @param certificates the certificates it serves with
 * @param trustProblem what is wrong with the front proxies that it trusts, empty if
 * nothing is
 * @param proxyAuthorities the authorities of front proxies
 * @param missingPermissions what it may not do although it needs to, and what to apply;
 * empty if nothing is missing
 * @param store whether it may use its store, empty if no other process can stand in the
 * way
 * @author The kubespring authors
 * @since 0.1.0
 */
public record Patient(List<GroupVersion> groupVersions, ServiceReference service, boolean isOther,
		Mono<List<PresentedCertificate>> certificates, Supplier<String> trustProblem,
		Supplier<List<X509Certificate>> proxyAuthorities, Mono<Missing> missingPermissions, Mono<Finding> store) {

	/**
	 * What is missing.
	 *
	 * @param rights the rights, as a sentence
	 * @param yaml the objects that give them
	 */
	public record Missing(String rights, String yaml) {

	}

}
