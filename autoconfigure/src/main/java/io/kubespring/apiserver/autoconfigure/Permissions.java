package io.kubespring.apiserver.autoconfigure;

import java.util.List;

import io.kubespring.apiserver.installation.Grant;
import io.kubespring.apiserver.installation.Grants;
import io.kubespring.apiserver.installation.Installation;
import io.kubespring.apiserver.installation.Manifests;
import io.kubespring.apiserver.installation.MissingGrant;
import io.kubespring.apiserver.installation.PermissionCheck;
import io.kubespring.apiserver.installation.SelfSubjectAccessReviewer;
import io.kubespring.apiserver.registry.ResourceDefinition;
import reactor.core.publisher.Mono;

/**
 * What the application needs in its cluster and does not have.
 */
final class Permissions {

	private final SelfSubjectAccessReviewer reviewer;

	private final Installation installation;

	private final List<Grant> grants;

	Permissions(SelfSubjectAccessReviewer reviewer, Installation installation, List<ResourceDefinition> definitions) {
		this.reviewer = reviewer;
		this.installation = installation;
		this.grants = Grants.of(installation, definitions).stream().filter(Grant::required).toList();
	}

	Installation installation() {
		return this.installation;
	}

	/**
	 * Ask the cluster.
	 * @return what is missing, empty if nothing is; fails if the cluster cannot be asked
	 */
	Mono<MissingPermissionsException> missing() {
		return new PermissionCheck(this.reviewer).missing(this.grants)
			.filter((missing) -> !missing.isEmpty())
			.zipWhen((missing) -> this.reviewer.username(), this::describe);
	}

	private MissingPermissionsException describe(List<MissingGrant> missing, String username) {
		List<Grant> grants = missing.stream().map(MissingGrant::grant).toList();
		return new MissingPermissionsException(username, missing,
				Manifests.permissions(this.installation, grants, username));
	}

}
