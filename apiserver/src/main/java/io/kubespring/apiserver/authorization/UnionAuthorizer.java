package io.kubespring.apiserver.authorization;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.request.RequestInfo;
import org.jspecify.annotations.Nullable;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;

/**
 * Asks several authorizers in order until one allows or denies; answers at once when
 * those asked do. After {@code k8s.io/apiserver/pkg/authorization/union}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class UnionAuthorizer implements Authorizer {

	private final List<Authorizer> authorizers;

	/**
	 * Create an authorizer.
	 * @param authorizers those to ask, in order
	 */
	public UnionAuthorizer(List<Authorizer> authorizers) {
		this.authorizers = List.copyOf(authorizers);
	}

	/**
	 * Decide about a request.
	 * @param user the caller
	 * @param request what is asked
	 * @return the decision; no opinion means forbidden; an error if nobody decided and
	 * somebody failed
	 */
	@Override
	public Mono<Decision> authorize(UserInfo user, RequestInfo request) {
		return ask(user, request, 0, List.of(), List.of());
	}

	private Mono<Decision> ask(UserInfo user, RequestInfo request, int from, List<String> reasons,
			List<Throwable> errors) {
		List<String> reasonsSoFar = reasons;
		List<Throwable> errorsSoFar = errors;
		for (int i = from; i < this.authorizers.size(); i++) {
			Mono<Decision> answer = answer(this.authorizers.get(i), user, request);
			if (!(answer instanceof Fuseable.ScalarCallable<?> known)) {
				return await(answer, user, request, i + 1, reasonsSoFar, errorsSoFar);
			}
			try {
				Decision decision = (Decision) known.call();
				if (decision != null && isFinal(decision)) {
					return Mono.just(decision);
				}
				reasonsSoFar = append(reasonsSoFar, decision);
			}
			catch (Exception ex) {
				errorsSoFar = append(errorsSoFar, ex);
			}
		}
		return undecided(reasonsSoFar, errorsSoFar);
	}

	private Mono<Decision> await(Mono<Decision> answer, UserInfo user, RequestInfo request, int next,
			List<String> reasons, List<Throwable> errors) {
		return answer.defaultIfEmpty(Decision.NO_OPINION).materialize().flatMap((signal) -> {
			Decision decision = signal.get();
			if (decision != null && isFinal(decision)) {
				return Mono.just(decision);
			}
			Throwable error = signal.getThrowable();
			return ask(user, request, next, append(reasons, decision),
					(error != null) ? append(errors, error) : errors);
		});
	}

	private static Mono<Decision> answer(Authorizer authorizer, UserInfo user, RequestInfo request) {
		try {
			return authorizer.authorize(user, request);
		}
		catch (RuntimeException ex) {
			return Mono.error(ex);
		}
	}

	private static Mono<Decision> undecided(List<String> reasons, List<Throwable> errors) {
		if (errors.size() == 1) {
			return Mono.error(errors.get(0));
		}
		if (!errors.isEmpty()) {
			IllegalStateException all = new IllegalStateException(
					errors.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]")));
			errors.forEach(all::addSuppressed);
			return Mono.error(all);
		}
		return reasons.isEmpty() ? Mono.just(Decision.NO_OPINION)
				: Mono.just(new Decision(Decision.Verdict.NO_OPINION, String.join("\n", reasons)));
	}

	private static boolean isFinal(Decision decision) {
		return decision.verdict() != Decision.Verdict.NO_OPINION;
	}

	private static List<String> append(List<String> reasons, @Nullable Decision decision) {
		return (decision == null || decision.reason().isEmpty()) ? reasons : append(reasons, decision.reason());
	}

	private static <T> List<T> append(List<T> list, T element) {
		List<T> longer = new ArrayList<>(list);
		longer.add(element);
		return longer;
	}

}
