package io.kubespring.apiserver.installation;

import java.util.ArrayList;
import java.util.List;

import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Compares what an application needs with what its cluster lets it do.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class PermissionCheck {

	private final SelfSubjectAccessReviewer reviewer;

	/**
	 * Create a check.
	 * @param reviewer asks the cluster
	 */
	public PermissionCheck(SelfSubjectAccessReviewer reviewer) {
		this.reviewer = reviewer;
	}

	/**
	 * Ask for each single right, many at once.
	 * @param grants what is needed
	 * @return what is missing, in the order of the grants; fails if the cluster cannot be
	 * asked
	 */
	public Mono<List<MissingGrant>> missing(List<Grant> grants) {
		return Flux.fromIterable(grants)
			.flatMapSequential(this::missing)
			.collectList()
			.onErrorMap(Exceptions::isMultiple, (ex) -> Exceptions.unwrapMultiple(ex).get(0));
	}

	private Mono<MissingGrant> missing(Grant grant) {
		return Flux.fromIterable(accesses(grant))
			.filterWhen((access) -> this.reviewer.review(access).map((allowed) -> !allowed))
			.collectList()
			.filter((refused) -> !refused.isEmpty())
			.map((refused) -> new MissingGrant(grant, refused));
	}

	private static List<ResourceAccess> accesses(Grant grant) {
		String namespace = (grant.namespace() != null) ? grant.namespace() : "";
		List<ResourceAccess> accesses = new ArrayList<>();
		for (PolicyRule rule : grant.rules()) {
			List<String> names = rule.resourceNames().isEmpty() ? List.of("") : rule.resourceNames();
			for (String resource : rule.resources()) {
				for (String name : names) {
					rule.verbs()
						.forEach((verb) -> accesses
							.add(new ResourceAccess(namespace, verb, rule.apiGroup(), resource, name)));
				}
			}
		}
		return accesses;
	}

}
