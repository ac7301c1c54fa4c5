package io.kubespring.apiserver.registry;

import java.util.concurrent.Callable;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Maps answers that are at hand without a subscription. {@link Mono#just},
 * {@link Mono#empty} and {@link Mono#error} say by {@link Callable} that they are.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class AtHand {

	private AtHand() {
	}

	/**
	 * Whether an answer is at hand.
	 * @param answer the answer
	 * @return {@code true} if it needs no subscription
	 */
	public static boolean is(Mono<?> answer) {
		return answer instanceof Callable;
	}

	/**
	 * Take an answer that is at hand.
	 * @param <T> the type of the answer
	 * @param answer the answer
	 * @return its value, or {@code null} if it is empty
	 */
	@SuppressWarnings("unchecked")
	public static <T> @Nullable T take(Mono<T> answer) {
		try {
			return ((Callable<@Nullable T>) answer).call();
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Map an answer, at once if it is at hand.
	 * @param <T> the type of the answer
	 * @param <R> the type of the result
	 * @param answer the answer
	 * @param mapper makes the result, {@code null} for none
	 * @return the result
	 */
	public static <T, R> Mono<R> map(Mono<T> answer, Mapping<T, R> mapper) {
		if (!is(answer)) {
			return answer.flatMap((value) -> Mono.justOrEmpty(mapper.map(value)));
		}
		try {
			T value = take(answer);
			return (value != null) ? Mono.justOrEmpty(mapper.map(value)) : Mono.empty();
		}
		catch (RuntimeException ex) {
			return Mono.error(ex);
		}
	}

	/**
	 * Go on with an answer, at once if it is at hand.
	 * @param <T> the type of the answer
	 * @param <R> the type of the result
	 * @param answer the answer
	 * @param next gives the result
	 * @return the result
	 */
	public static <T, R> Mono<R> flatMap(Mono<T> answer, Function<T, Mono<R>> next) {
		if (!is(answer)) {
			return answer.flatMap(next);
		}
		try {
			T value = take(answer);
			return (value != null) ? next.apply(value) : Mono.empty();
		}
		catch (RuntimeException ex) {
			return Mono.error(ex);
		}
	}

	/**
	 * Turn failures of an answer into others.
	 * @param <T> the type of the answer
	 * @param answer the answer
	 * @param mapper gives the failure to tell
	 * @return the answer, still at hand if it was
	 */
	public static <T> Mono<T> failing(Mono<T> answer, Function<Throwable, Throwable> mapper) {
		if (!is(answer)) {
			return answer.onErrorMap(mapper);
		}
		try {
			T value = take(answer);
			return Mono.justOrEmpty(value);
		}
		catch (RuntimeException ex) {
			return Mono.error(mapper.apply(ex));
		}
	}

	/**
	 * Makes a result of an answer.
	 *
	 * @param <T> the type of the answer
	 * @param <R> the type of the result
	 */
	@FunctionalInterface
	public interface Mapping<T, R> {

		/**
		 * Map an answer.
		 * @param answer the answer
		 * @return the result, {@code null} for none
		 */
		@Nullable R map(T answer);

	}

}
