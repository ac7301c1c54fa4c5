package io.kubespring.apiserver.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.authentication.AuthenticationException;
import io.kubespring.apiserver.authentication.UserInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class HostTokenReviewerTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final StandInHostApi host = StandInHostApi.start();

	private final ImmediateScheduler scheduler = new ImmediateScheduler();

	private final JsonMapper mapper = JsonMapper.builder().build();

	@TempDir
	private Path directory;

	private HostCluster cluster;

	private HostTokenReviewer reviewer;

	@BeforeEach
	void connect() {
		this.cluster = HostCluster.fromKubeconfig(this.host.kubeconfig(this.directory));
		this.reviewer = new HostTokenReviewer(this.cluster, this.scheduler);
	}

	@AfterEach
	void disconnect() {
		this.cluster.close();
		this.host.close();
	}

	@Test
	void readsUserOfToken() {
		answer("""
				{"authenticated": true, "user": {"username": "bob", "uid": "u1", "groups": ["a", "b"],
				"extra": {"scope": ["x", "y"]}}}""");
		StepVerifier.create(this.reviewer.review("tok"))
			.expectNext(new UserInfo("bob", "u1", List.of("a", "b"), Map.of("scope", List.of("x", "y"))))
			.expectComplete()
			.verify(PATIENCE);
		assertThat(this.host.calls("tokenreviews")).singleElement()
			.satisfies((call) -> assertThat(call.body()).isEqualTo(this.mapper.readTree("""
					{"apiVersion": "authentication.k8s.io/v1", "kind": "TokenReview", "spec": {"token": "tok"}}""")));
	}

	@Test
	void knowsNobodyForTokenThatIsNotGood() {
		answer("{\"authenticated\": false}");
		StepVerifier.create(this.reviewer.review("tok")).expectComplete().verify(PATIENCE);
		answer("{\"authenticated\": false, \"error\": \"expired\"}");
		StepVerifier.create(this.reviewer.review("tok"))
			.expectErrorSatisfies(
					(ex) -> assertThat(ex).isInstanceOf(AuthenticationException.class).hasMessage("expired"))
			.verify(PATIENCE);
	}

	@Test
	void triesAgainAfterFailureThatPasses() {
		answer("{\"authenticated\": true, \"user\": {\"username\": \"bob\"}}");
		this.host.fail((call) -> true, 2, 500);
		StepVerifier.create(this.reviewer.review("tok"))
			.expectNext(new UserInfo("bob", "", List.of(), Map.of()))
			.expectComplete()
			.verify(PATIENCE);
		assertThat(this.host.calls("tokenreviews")).hasSize(3);
	}

	@Test
	void givesUpAtOnceWhenForbidden() {
		this.host.fail((call) -> true, 1, 403);
		StepVerifier.create(this.reviewer.review("tok"))
			.expectErrorMessage("POST /apis/authentication.k8s.io/v1/tokenreviews: 403 fault on command")
			.verify(PATIENCE);
		assertThat(this.host.calls("tokenreviews")).hasSize(1);
	}

	private void answer(String status) {
		this.host.onTokenReview((spec) -> (ObjectNode) this.mapper.readTree(status));
	}

}
