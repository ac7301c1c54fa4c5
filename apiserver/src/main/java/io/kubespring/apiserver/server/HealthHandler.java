package io.kubespring.apiserver.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.kubespring.apiserver.error.GoQuote;
import io.kubespring.apiserver.request.QueryParameters;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The answers of {@code /livez}, {@code /readyz} and {@code /healthz}, after
 * {@code k8s.io/apiserver/pkg/server/healthz}.
 */
final class HealthHandler {

	private static final Log logger = LogFactory.getLog(HealthHandler.class);

	private static final List<String> ROOTS = List.of("/livez", "/readyz", "/healthz");

	private final Supplier<List<HealthCheck>> source;

	private volatile @Nullable List<HealthCheck> known;

	HealthHandler(Supplier<List<HealthCheck>> checks) {
		this.source = checks;
	}

	/**
	 * All checks, the first of a name. They are asked for late, since some depend on what
	 * is made after this handler.
	 */
	private List<HealthCheck> checks() {
		List<HealthCheck> checks = this.known;
		if (checks == null) {
			Map<String, HealthCheck> all = new LinkedHashMap<>();
			all.put("ping", HealthCheck.live("ping", () -> null));
			this.source.get().forEach((check) -> all.putIfAbsent(check.name(), check));
			checks = List.copyOf(all.values());
			this.known = checks;
		}
		return checks;
	}

	/**
	 * Whether a path is of health.
	 */
	static boolean claims(String path) {
		return PathClaims.isBelowAny(path, ROOTS);
	}

	/**
	 * Answer a request; empty if there is no such check. At hand unless a check has to be
	 * brought up to date.
	 */
	Mono<Answer> answer(String path, QueryParameters query) {
		int slash = path.indexOf('/', 1);
		String endpoint = (slash < 0) ? path.substring(1) : path.substring(1, slash);
		Stream<HealthCheck> checks = checks().stream().filter((check) -> check.scope().isOf(endpoint));
		if (slash < 0) {
			List<HealthCheck> all = checks.toList();
			Set<String> excluded = Set.copyOf(query.all("exclude"));
			return refreshed(all.stream().filter((check) -> !excluded.contains(check.name())),
					() -> all(endpoint, all, query));
		}
		String name = path.substring(slash + 1);
		HealthCheck one = checks.filter((check) -> check.name().equals(name)).findFirst().orElse(null);
		return (one != null) ? refreshed(Stream.of(one), () -> one(one)) : Mono.empty();
	}

	private static Mono<Answer> refreshed(Stream<HealthCheck> checks, Supplier<Answer> answer) {
		List<Mono<Void>> refreshes = new ArrayList<>();
		checks.map(HealthCheck::refresh).filter(Objects::nonNull).forEach((refresh) -> refreshes.add(refresh.get()));
		return refreshes.isEmpty() ? Mono.just(answer.get())
				: Mono.whenDelayError(refreshes).onErrorComplete().then(Mono.fromSupplier(answer));
	}

	private static Answer one(HealthCheck check) {
		String problem = check.problem().get();
		return (problem != null) ? new Answer(500, "internal server error: " + problem + "\n", true)
				: new Answer(200, "ok", false);
	}

	private static Answer all(String endpoint, List<HealthCheck> checks, QueryParameters query) {
		TreeSet<String> excluded = new TreeSet<>(query.all("exclude"));
		StringBuilder lines = new StringBuilder();
		List<String> failed = new ArrayList<>();
		for (HealthCheck check : checks) {
			if (excluded.remove(check.name())) {
				lines.append("[+]").append(check.name()).append(" excluded: ok\n");
				continue;
			}
			String problem = check.problem().get();
			if (problem != null) {
				failed.add(check.name() + ": " + problem);
			}
			lines.append((problem != null) ? "[-]" : "[+]")
				.append(check.name())
				.append((problem != null) ? " failed: reason withheld\n" : " ok\n");
		}
		if (!excluded.isEmpty()) {
			lines.append("warn: some health checks cannot be excluded: no matches for ")
				.append(excluded.stream().map(GoQuote::quote).collect(Collectors.joining(",")))
				.append('\n');
		}
		if (!failed.isEmpty()) {
			logger.debug(endpoint + " check failed: " + failed);
			return new Answer(500, lines + endpoint + " check failed\n", true);
		}
		return new Answer(200, query.has("verbose") ? lines + endpoint + " check passed\n" : "ok", true);
	}

	/**
	 * What to answer.
	 *
	 * @param nosniff whether the reference says {@code nosniff}: not of a single check
	 * that passed
	 */
	record Answer(int status, String body, boolean nosniff) {

	}

}
