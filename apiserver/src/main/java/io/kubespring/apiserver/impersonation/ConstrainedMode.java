package io.kubespring.apiserver.impersonation;

import java.util.function.Predicate;
import java.util.function.Supplier;

import io.kubespring.apiserver.authentication.CoalescingCache;
import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.request.RequestInfo;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A mode in which a caller needs two permissions: to be the user, and to do what it asks
 * while it is. What was permitted is remembered, the whole and the first part alone; a
 * refusal is not. After {@code constrainedImpersonationModeState} of
 * {@code k8s.io/apiserver/pkg/endpoints/filters/impersonation}.
 *
 * @author The kubespring authors
 */
final class ConstrainedMode implements ImpersonationMode {

	private final String name;

	private final Permissions permissions;

	private final CoalescingCache<Question, UserInfo> permitted;

	private final Predicate<UserInfo> applies;

	private final IdentityChecks checks;

	/**
	 * Create a mode.
	 * @param name the name, a part of verbs
	 * @param permissions asks
	 * @param permitted what is remembered, shared by modes
	 * @param applies whether the mode is for a user
	 */
	ConstrainedMode(String name, Permissions permissions, CoalescingCache<Question, UserInfo> permitted,
			Predicate<UserInfo> applies) {
		this.name = name;
		this.permissions = permissions;
		this.permitted = permitted;
		this.applies = applies;
		this.checks = new IdentityChecks(permissions, verb(), true);
	}

	@Override
	public @Nullable Mono<UserInfo> check(UserInfo wanted, UserInfo requestor, RequestInfo request) {
		return this.applies.test(wanted) ? check(wanted, requestor, request, () -> this.checks.check(wanted, requestor))
				: null;
	}

	/**
	 * Ask whatever user is wanted.
	 * @param identity asks whether the caller may be the user
	 */
	Mono<UserInfo> check(UserInfo wanted, UserInfo requestor, RequestInfo request, Supplier<Mono<UserInfo>> identity) {
		RequestInfo on = request.withVerb("impersonate-on:" + this.name + ":" + request.verb());
		return this.permitted.get(new Question(this.name, wanted, requestor, request),
				(whole) -> this.permissions.require(requestor, on)
					.then(Mono.defer(() -> this.permitted.get(new Question(this.name, wanted, requestor, null),
							(part) -> identity.get()))));
	}

	/**
	 * The verb on the identity.
	 */
	String verb() {
		return "impersonate:" + this.name;
	}

	/**
	 * What was asked.
	 *
	 * @param mode the name of the mode
	 * @param wanted the user
	 * @param requestor the caller
	 * @param request the request, {@code null} for any
	 */
	record Question(String mode, UserInfo wanted, UserInfo requestor, @Nullable RequestInfo request) {

		/**
		 * The number of characters.
		 */
		int length() {
			int length = length(this.wanted) + length(this.requestor);
			RequestInfo known = this.request;
			return (known != null) ? length + 2 * known.path().length() + known.fieldSelector().length()
					+ known.labelSelector().length() : length;
		}

		private static int length(UserInfo user) {
			int length = user.name().length() + user.uid().length()
					+ user.groups().stream().mapToInt(String::length).sum();
			return length + user.extra()
				.entrySet()
				.stream()
				.mapToInt((entry) -> entry.getKey().length() + entry.getValue().stream().mapToInt(String::length).sum())
				.sum();
		}

	}

}
