package io.kubespring.apiserver.cluster;

import java.io.InterruptedIOException;
import java.time.Duration;

import io.kubespring.apiserver.authorization.AccessReview;
import io.kubespring.apiserver.authorization.Decision;
import io.kubespring.apiserver.authorization.SubjectAccessReviewer;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks the host cluster by SubjectAccessReview whether users may do something. An attempt
 * lasts up to ten seconds; failures that pass are tried again. Needs the ClusterRole
 * {@code system:auth-delegator}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class HostSubjectAccessReviewer implements SubjectAccessReviewer {

	private static final Duration ATTEMPT = Duration.ofSeconds(10);

	private static final String COLLECTION = "/apis/authorization.k8s.io/v1/subjectaccessreviews";

	private static final String PATH = COLLECTION + "?timeout=10s";

	private final HostApi api;

	private final Scheduler scheduler;

	/**
	 * Create a reviewer.
	 * @param cluster the host cluster
	 * @param scheduler keeps the time of attempts and the pauses between them
	 */
	public HostSubjectAccessReviewer(HostCluster cluster, Scheduler scheduler) {
		this.api = cluster.api();
		this.scheduler = scheduler;
	}

	@Override
	public Mono<Decision> review(AccessReview review) {
		ObjectNode body = SubjectAccessReviewBody.of(review);
		return this.api.exchange("POST", PATH, HostApi.JSON, body)
			.timeout(ATTEMPT, Mono.error(HostSubjectAccessReviewer::late), this.scheduler)
			.retryWhen(new ReviewRetry(this.scheduler))
			.map(HostSubjectAccessReviewer::decision);
	}

	private static HostApiException late() {
		return new HostApiException("POST " + COLLECTION + ": no answer within " + ATTEMPT.toSeconds() + " s",
				new InterruptedIOException("timeout"));
	}

	private static Decision decision(ObjectNode review) {
		JsonNode status = review.path("status");
		boolean allowed = status.path("allowed").asBoolean(false);
		boolean denied = status.path("denied").asBoolean(false);
		String reason = status.path("reason").asString("");
		if (allowed && denied) {
			throw new IllegalStateException("webhook subject access review returned both allow and deny response");
		}
		if (denied) {
			return new Decision(Decision.Verdict.DENY, reason);
		}
		return new Decision(allowed ? Decision.Verdict.ALLOW : Decision.Verdict.NO_OPINION, reason);
	}

}
