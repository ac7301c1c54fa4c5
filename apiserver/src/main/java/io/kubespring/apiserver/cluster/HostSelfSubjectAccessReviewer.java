package io.kubespring.apiserver.cluster;

import io.kubespring.apiserver.installation.ResourceAccess;
import io.kubespring.apiserver.installation.SelfSubjectAccessReviewer;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Asks the host cluster by SelfSubjectAccessReview what this server may do there, and by
 * SelfSubjectReview who it is. Whoever is authenticated may ask.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class HostSelfSubjectAccessReviewer implements SelfSubjectAccessReviewer {

	private static final String PATH = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

	private final HostApi api;

	private final Scheduler scheduler;

	/**
	 * Create a reviewer.
	 * @param cluster the host cluster
	 * @param scheduler keeps the pauses between attempts
	 */
	public HostSelfSubjectAccessReviewer(HostCluster cluster, Scheduler scheduler) {
		this.api = cluster.api();
		this.scheduler = scheduler;
	}

	@Override
	public Mono<Boolean> review(ResourceAccess access) {
		return ResourceAccessReview.ask(this.api, PATH, ResourceAccessReview.of("SelfSubjectAccessReview", access),
				this.scheduler);
	}

	@Override
	public Mono<String> username() {
		return SelfSubjectReview.ask(this.api)
			.retryWhen(new ReviewRetry(this.scheduler))
			.map((answer) -> answer.path("status").path("userInfo").path("username").asString(""));
	}

}
