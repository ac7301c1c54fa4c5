package io.kubespring.apiserver.impersonation;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.kubespring.apiserver.authentication.AuthenticationRequest;
import io.kubespring.apiserver.authentication.CoalescingCache;
import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.authorization.Authorizer;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.impersonation.ConstrainedMode.Question;
import io.kubespring.apiserver.request.RequestInfo;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Lets callers act as somebody else, named in {@code Impersonate-*} headers, if they may.
 * Constrained modes, which tell for what a caller may be whom, are tried before the
 * {@code impersonate} verb. Does not block; safe for use by several threads. After
 * {@code k8s.io/apiserver/pkg/endpoints/filters/impersonation}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class Impersonation {

	private static final Duration TIME_TO_LIVE = Duration.ofSeconds(10);

	private static final int REMEMBERED = 8192;

	/**
	 * In characters. Upstream remembers hashes, without any bound.
	 */
	private static final long MAX_REMEMBERED_LENGTH = 16L << 20;

	private final List<ImpersonationMode> modes = new ArrayList<>();

	private final LastModes last = new LastModes();

	/**
	 * Create an impersonation.
	 * @param authorizer decides whether callers may
	 * @param constrained whether constrained modes are tried
	 * @param clock the clock
	 */
	public Impersonation(Authorizer authorizer, boolean constrained, Clock clock) {
		Permissions permissions = new Permissions(authorizer);
		if (constrained) {
			addConstrained(permissions, clock);
		}
		IdentityChecks legacy = new IdentityChecks(permissions, "impersonate", false);
		this.modes.add((wanted, requestor, request) -> legacy.check(wanted, requestor));
	}

	private void addConstrained(Permissions permissions, Clock clock) {
		CoalescingCache<Question, UserInfo> permitted = new CoalescingCache<>(REMEMBERED, MAX_REMEMBERED_LENGTH,
				Question::length, clock, (user) -> TIME_TO_LIVE);
		this.modes.add(new AssociatedNodeMode(
				new ConstrainedMode("associated-node", permissions, permitted, (wanted) -> true), permissions));
		this.modes.add(new ConstrainedMode("arbitrary-node", permissions, permitted,
				(wanted) -> UserInfos.hasOnlyName(wanted) && UserInfos.node(wanted.name()) != null));
		this.modes.add(new ConstrainedMode("serviceaccount", permissions, permitted,
				(wanted) -> UserInfos.hasOnlyName(wanted) && UserInfos.serviceAccount(wanted.name()) != null));
		this.modes.add(new ConstrainedMode("user-info", permissions, permitted,
				(wanted) -> UserInfos.node(wanted.name()) == null && UserInfos.serviceAccount(wanted.name()) == null));
	}

	/**
	 * Whether a header says whom a caller wants to be, which user code must never see.
	 * @param name the header's name in lower case
	 * @return {@code true} to hide the header
	 */
	public static boolean hides(String name) {
		return WantedUser.isNamedBy(name);
	}

	/**
	 * Find out whom a request is made as.
	 * @param headers the request's headers
	 * @param requestor the verified caller
	 * @param request what is asked
	 * @return the user instead of the caller, 403 if the caller may not be that user;
	 * {@code null} if the caller wants to be nobody else, which costs no more than a look
	 * at the headers' names
	 * @throws ApiStatusException if the headers name no user
	 */
	public @Nullable Mono<UserInfo> impersonate(AuthenticationRequest headers, UserInfo requestor,
			RequestInfo request) {
		UserInfo wanted = WantedUser.of(headers);
		return (wanted != null) ? impersonate(wanted, requestor, request) : null;
	}

	private Mono<UserInfo> impersonate(UserInfo wanted, UserInfo requestor, RequestInfo request) {
		ImpersonationMode known = this.last.get(requestor.name());
		List<ImpersonationMode> order = new ArrayList<>(this.modes);
		if (known != null) {
			order.remove(known);
			order.add(0, known);
		}
		return attempt(order, wanted, requestor, request, null);
	}

	/**
	 * Try one mode after the other; the refusal of the first one is told.
	 */
	private Mono<UserInfo> attempt(List<ImpersonationMode> modes, UserInfo wanted, UserInfo requestor,
			RequestInfo request, @Nullable Throwable refusal) {
		if (modes.isEmpty()) {
			return Mono
				.error((refusal != null) ? refusal : new IllegalStateException("all impersonation modes failed"));
		}
		ImpersonationMode mode = modes.get(0);
		List<ImpersonationMode> others = modes.subList(1, modes.size());
		Mono<UserInfo> answer = mode.check(wanted, requestor, request);
		if (answer == null) {
			return attempt(others, wanted, requestor, request, refusal);
		}
		return answer.doOnNext((user) -> this.last.set(requestor.name(), mode))
			.onErrorResume((ex) -> attempt(others, wanted, requestor, request, (refusal != null) ? refusal : ex));
	}

}
