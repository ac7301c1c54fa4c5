package io.kubespring.apiserver.authentication;

import java.util.List;
import java.util.Set;

import io.kubespring.apiserver.error.ApiStatusException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;

/**
 * Asks several authenticators in order. The first user found counts and joins
 * {@code system:authenticated}; refused credentials lead to 401 unless another
 * authenticator finds a user; a request without credentials is anonymous.
 * <p>
 * Answers at once when those asked do. After
 * {@code k8s.io/apiserver/pkg/authentication/request/union} and its neighbours
 * {@code group} and {@code anonymous}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class UnionAuthenticator implements Authenticator {

	private static final Log logger = LogFactory.getLog(UnionAuthenticator.class);

	private static final Set<String> IDENTITY_HEADERS = Set.of("authorization", "x-remote-user", "x-remote-uid",
			"x-remote-group");

	private static final Outcome NO_OPINION = new Outcome(null, false);

	private static final Outcome REFUSED = new Outcome(null, true);

	private final List<Authenticator> authenticators;

	private final boolean anonymous;

	private final boolean anybodySpeaksForMany;

	/**
	 * Create an authenticator.
	 * @param authenticators those to ask, in order
	 * @param anonymous whether requests without credentials are served at all; Kubernetes
	 * probes anonymously
	 */
	public UnionAuthenticator(List<Authenticator> authenticators, boolean anonymous) {
		this(authenticators, anonymous, false);
	}

	/**
	 * Create an authenticator.
	 * @param authenticators those to ask, in order
	 * @param anonymous whether requests without credentials are served at all; Kubernetes
	 * probes anonymously
	 * @param anybodySpeaksForMany whether every connection may carry requests of several
	 * callers, as behind a load balancer of HTTP/2
	 */
	public UnionAuthenticator(List<Authenticator> authenticators, boolean anonymous, boolean anybodySpeaksForMany) {
		this.authenticators = List.copyOf(authenticators);
		this.anonymous = anonymous;
		this.anybodySpeaksForMany = anybodySpeaksForMany;
	}

	/**
	 * Authenticate the sender of a request.
	 * @param request the request
	 * @return the user, never empty; an {@link ApiStatusException} of 401 for refused
	 * credentials
	 */
	@Override
	public Mono<UserInfo> authenticate(AuthenticationRequest request) {
		return ask(request, 0, false);
	}

	@Override
	public boolean hides(String name) {
		return IDENTITY_HEADERS.contains(name) || name.startsWith("x-remote-extra-")
				|| this.authenticators.stream().anyMatch((authenticator) -> authenticator.hides(name));
	}

	@Override
	public boolean speaksForMany(AuthenticationRequest request) {
		return this.anybodySpeaksForMany
				|| this.authenticators.stream().anyMatch((authenticator) -> authenticator.speaksForMany(request));
	}

	private Mono<UserInfo> ask(AuthenticationRequest request, int from, boolean refused) {
		boolean refusedSoFar = refused;
		for (int i = from; i < this.authenticators.size(); i++) {
			Mono<UserInfo> answer = answer(this.authenticators.get(i), request);
			if (!(answer instanceof Fuseable.ScalarCallable<?> known)) {
				boolean refusedBefore = refusedSoFar;
				int next = i + 1;
				return answer.map((user) -> new Outcome(user, false))
					.onErrorResume((ex) -> Mono.just(refused(ex)))
					.defaultIfEmpty(NO_OPINION)
					.flatMap((outcome) -> (outcome.user() != null) ? Mono.just(joinAuthenticated(outcome.user()))
							: ask(request, next, refusedBefore || outcome.refused()));
			}
			Outcome outcome = outcome(known);
			if (outcome.user() != null) {
				return Mono.just(joinAuthenticated(outcome.user()));
			}
			refusedSoFar |= outcome.refused();
		}
		return (refusedSoFar || !this.anonymous) ? Mono.error(ApiStatusException.unauthorized())
				: Mono.just(UserInfo.ANONYMOUS);
	}

	private static Mono<UserInfo> answer(Authenticator authenticator, AuthenticationRequest request) {
		try {
			return authenticator.authenticate(request);
		}
		catch (RuntimeException ex) {
			return Mono.error(ex);
		}
	}

	private static Outcome outcome(Fuseable.ScalarCallable<?> known) {
		try {
			UserInfo user = (UserInfo) known.call();
			return (user != null) ? new Outcome(user, false) : NO_OPINION;
		}
		catch (Exception ex) {
			return refused(ex);
		}
	}

	private static Outcome refused(Throwable ex) {
		logger.debug("Unable to authenticate a request", ex);
		return REFUSED;
	}

	private static UserInfo joinAuthenticated(UserInfo user) {
		List<String> groups = user.groups();
		if (user.name().equals(UserInfo.ANONYMOUS.name()) || groups.contains(UserInfo.ALL_AUTHENTICATED)
				|| groups.contains(UserInfo.ALL_UNAUTHENTICATED)) {
			return user;
		}
		return user.withGroup(UserInfo.ALL_AUTHENTICATED);
	}

	private record Outcome(@Nullable UserInfo user, boolean refused) {
	}

}
