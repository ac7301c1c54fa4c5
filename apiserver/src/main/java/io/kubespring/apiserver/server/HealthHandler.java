package io.kubespring.apiserver.server;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

import io.kubespring.apiserver.request.QueryParameters;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The answers of {@code /livez}, {@code /readyz} and {@code /healthz}, after
 * {@code k8s.io/apiserver/pkg/server/healthz}.
 */
final class HealthHandler {

	private static final Log logger = LogFactory.getLog(HealthHandler.class);

	private static final List<String> ROOTS = List.of("/livez", "/readyz", "/healthz");

	private final List<HealthCheck> checks;

	HealthHandler(List<HealthCheck> checks) {
		List<HealthCheck> all = new ArrayList<>();
		all.add(new HealthCheck("ping", true, () -> null));
		all.addAll(checks);
		this.checks = List.copyOf(all);
	}

	/**
	 * Whether a path is of health.
	 */
	static boolean claims(String path) {
		return PathClaims.isBelowAny(path, ROOTS);
	}

	/**
	 * Answer a request, {@code null} if there is no such check.
	 */
	@Nullable Answer answer(String path, QueryParameters query) {
		int slash = path.indexOf('/', 1);
		String endpoint = (slash < 0) ? path.substring(1) : path.substring(1, slash);
		List<HealthCheck> checks = this.checks.stream()
			.filter((check) -> check.live() || !endpoint.equals("livez"))
			.toList();
		if (slash < 0) {
			return all(endpoint, checks, query);
		}
		String name = path.substring(slash + 1);
		return checks.stream()
			.filter((check) -> check.name().equals(name))
			.findFirst()
			.map(HealthHandler::one)
			.orElse(null);
	}

	private static Answer one(HealthCheck check) {
		String problem = check.problem().get();
		return (problem != null) ? new Answer(500, "internal server error: " + problem + "\n") : new Answer(200, "ok");
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
			lines.append("warn: some health checks cannot be excluded: no matches for \"")
				.append(String.join("\",\"", excluded))
				.append("\"\n");
		}
		if (!failed.isEmpty()) {
			logger.debug(endpoint + " check failed: " + failed);
			return new Answer(500, lines + endpoint + " check failed\n");
		}
		return query.has("verbose") ? new Answer(200, lines + endpoint + " check passed\n") : new Answer(200, "ok");
	}

	record Answer(int status, String body) {

	}

}
