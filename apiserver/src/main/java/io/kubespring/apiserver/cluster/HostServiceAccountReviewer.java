package io.kubespring.apiserver.cluster;

import io.kubespring.apiserver.installation.ResourceAccess;
import io.kubespring.apiserver.installation.SelfSubjectAccessReviewer;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks the host cluster by SubjectAccessReview what an application may do there that is
 * another process, with the rights of a ServiceAccount. Needs create on
 * {@code subjectaccessreviews}, as the ClusterRole {@code system:auth-delegator} gives.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class HostServiceAccountReviewer implements SelfSubjectAccessReviewer {

	private static final String PATH = "/apis/authorization.k8s.io/v1/subjectaccessreviews";

	private static final String GROUP = "system:serviceaccounts";

	private final HostApi api;

	private final String namespace;

	private final String name;

	private final Scheduler scheduler;

	/**
	 * Create a reviewer.
	 * @param cluster the host cluster
	 * @param namespace the namespace of the ServiceAccount
	 * @param name its name
	 * @param scheduler keeps the pauses between attempts
	 */
	public HostServiceAccountReviewer(HostCluster cluster, String namespace, String name, Scheduler scheduler) {
		this.api = cluster.api();
		this.namespace = namespace;
		this.name = name;
		this.scheduler = scheduler;
	}

	@Override
	public Mono<Boolean> review(ResourceAccess access) {
		ObjectNode review = ResourceAccessReview.of("SubjectAccessReview", access);
		ObjectNode spec = review.withObject("spec").put("user", user());
		spec.putArray("groups").add(GROUP).add(GROUP + ":" + this.namespace).add("system:authenticated");
		return ResourceAccessReview.ask(this.api, PATH, review, this.scheduler);
	}

	@Override
	public Mono<String> username() {
		return Mono.fromSupplier(this::user);
	}

	private String user() {
		return "system:serviceaccount:" + this.namespace + ":" + this.name;
	}

}
