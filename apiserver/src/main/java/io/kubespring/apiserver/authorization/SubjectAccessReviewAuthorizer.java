package io.kubespring.apiserver.authorization;

import java.time.Clock;
import java.time.Duration;

import io.kubespring.apiserver.authentication.CoalescingCache;
import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.request.RequestInfo;
import reactor.core.publisher.Mono;

/**
 * Leaves decisions to a {@link SubjectAccessReviewer} and remembers them for a while; a
 * remembered decision is at hand at once. Equal questions are asked once at a time, and
 * errors are not remembered. After
 * {@code k8s.io/apiserver/plugin/pkg/authorizer/webhook}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class SubjectAccessReviewAuthorizer implements Authorizer {

	private static final String NAME = "kubernetes.io/webhook";

	private static final int REMEMBERED_DECISIONS = 8192;

	/**
	 * Requests with longer attributes are not remembered, as upstream has it.
	 */
	private static final int MAX_ATTRIBUTES_LENGTH = 10_000;

	/**
	 * In characters. Upstream has no such bound, and selectors and users do not count
	 * against the other one.
	 */
	private static final long MAX_REMEMBERED_LENGTH = 32L << 20;

	private final SubjectAccessReviewer reviewer;

	private final CoalescingCache<AccessReview, Decision> decisions;

	/**
	 * Create an authorizer.
	 * @param reviewer knows what users may do
	 * @param allowedTimeToLive how long a permission is remembered, zero for not at all
	 * @param deniedTimeToLive how long a refusal is remembered, zero for not at all
	 * @param clock the clock
	 */
	public SubjectAccessReviewAuthorizer(SubjectAccessReviewer reviewer, Duration allowedTimeToLive,
			Duration deniedTimeToLive, Clock clock) {
		this.reviewer = reviewer;
		this.decisions = new CoalescingCache<>(REMEMBERED_DECISIONS, MAX_REMEMBERED_LENGTH,
				SubjectAccessReviewAuthorizer::length, clock,
				(decision) -> (decision.verdict() == Decision.Verdict.ALLOW) ? allowedTimeToLive : deniedTimeToLive);
	}

	@Override
	public Mono<Decision> authorize(UserInfo user, RequestInfo request) {
		AccessReview review = AccessReview.of(user, request);
		return isRemembered(request) ? this.decisions.get(review, this::review) : review(review);
	}

	private Mono<Decision> review(AccessReview review) {
		return this.reviewer.review(review).map(SubjectAccessReviewAuthorizer::signed);
	}

	private static Decision signed(Decision decision) {
		return (decision.verdict() == Decision.Verdict.NO_OPINION && !decision.reason().isEmpty())
				? new Decision(decision.verdict(), NAME + ": " + decision.reason()) : decision;
	}

	private static boolean isRemembered(RequestInfo request) {
		return request.namespace().length() + request.verb().length() + request.apiGroup().length()
				+ request.apiVersion().length() + request.resource().length() + request.subresource().length()
				+ request.name().length() + request.path().length() < MAX_ATTRIBUTES_LENGTH;
	}

	private static int length(AccessReview review) {
		UserInfo user = review.user();
		int length = user.name().length() + user.uid().length() + review.namespace().length()
				+ review.resource().length() + review.name().length() + review.path().length()
				+ review.fieldSelector().length() + review.labelSelector().length();
		length += user.groups().stream().mapToInt(String::length).sum();
		return length + user.extra()
			.entrySet()
			.stream()
			.mapToInt((entry) -> entry.getKey().length() + entry.getValue().stream().mapToInt(String::length).sum())
			.sum();
	}

}
