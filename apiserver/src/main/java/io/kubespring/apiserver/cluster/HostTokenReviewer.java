package io.kubespring.apiserver.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.authentication.AuthenticationException;
import io.kubespring.apiserver.authentication.TokenReviewer;
import io.kubespring.apiserver.authentication.UserInfo;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks the host cluster by TokenReview whom a bearer token belongs to. All attempts
 * together last up to ten seconds. Needs the ClusterRole {@code system:auth-delegator}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class HostTokenReviewer implements TokenReviewer {

	private static final String PATH = "/apis/authentication.k8s.io/v1/tokenreviews";

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final Mono<ObjectNode> NO_ANSWER = Mono
		.error(() -> new HostApiException("POST " + PATH + ": no answer within " + TIMEOUT.toSeconds() + " seconds", 0,
				"", null));

	private final HostApi api;

	private static final Log logger = LogFactory.getLog(HostTokenReviewer.class);

	private final Scheduler scheduler;

	private volatile boolean failing;

	/**
	 * Create a reviewer.
	 * @param cluster the host cluster
	 * @param scheduler keeps the pauses between attempts and the time limit
	 */
	public HostTokenReviewer(HostCluster cluster, Scheduler scheduler) {
		this.api = cluster.tokenApi();
		this.scheduler = scheduler;
	}

	@Override
	public Mono<UserInfo> review(String token) {
		ObjectNode body = JsonNodeFactory.instance.objectNode();
		body.put("apiVersion", "authentication.k8s.io/v1").put("kind", "TokenReview");
		body.putObject("spec").put("token", token);
		return this.api.exchange("POST", PATH, HostApi.JSON, body)
			.retryWhen(new ReviewRetry(this.scheduler))
			.timeout(TIMEOUT, NO_ANSWER, this.scheduler)
			.doOnSuccess((review) -> onAnswer())
			.doOnError(this::onFailure)
			.flatMap((review) -> user(review.path("status")));
	}

	private void onAnswer() {
		if (this.failing) {
			this.failing = false;
			logger.info("Tokens can be reviewed again");
		}
	}

	private void onFailure(Throwable ex) {
		if (!this.failing) {
			this.failing = true;
			String hint = HostApiException.isRefusal(ex, 403)
					? " (a ClusterRoleBinding to the ClusterRole system:auth-delegator gives access)" : "";
			logger.warn("Tokens cannot be reviewed, so their bearers are refused: " + ex.getMessage() + hint);
		}
	}

	private static Mono<UserInfo> user(JsonNode status) {
		if (status.path("authenticated").asBoolean(false)) {
			return Mono.just(read(status.path("user")));
		}
		String error = status.path("error").asString("");
		return error.isEmpty() ? Mono.empty() : Mono.error(new AuthenticationException(error));
	}

	private static UserInfo read(JsonNode user) {
		Map<String, List<String>> extra = new LinkedHashMap<>();
		user.path("extra").forEachEntry((key, values) -> extra.put(key, strings(values)));
		return new UserInfo(user.path("username").asString(""), user.path("uid").asString(""),
				strings(user.path("groups")), extra);
	}

	private static List<String> strings(JsonNode array) {
		List<String> strings = new ArrayList<>();
		array.forEach((element) -> strings.add(element.asString("")));
		return strings;
	}

}
