package io.kubespring.apiserver.autoconfigure;

import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.kubespring.apiserver.cluster.RecordedCall;
import io.kubespring.apiserver.cluster.StandInHostApi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whom tokens name, how often the cluster is asked about them, and what becomes of a
 * request whose token cannot be judged, in virtual time. Numbers are those of the cases
 * in the reference on trust.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@ExtendWith(OutputCaptureExtension.class)
class BearerTokenTests {

	private static final String LIST = "/apis/g.io/v1/foos";

	private static final String EXTRA_SPACE = "299 - \"the provided Authorization header contains extra space before"
			+ " the bearer token, and is ignored\"";

	private static final Predicate<RecordedCall> REVIEWS = (call) -> call.path().endsWith("/tokenreviews");

	@TempDir
	static Path directory;

	private static ExtensionServer server;

	private static StandInHostApi host;

	private static VirtualTime time;

	private int reviewsBefore;

	@BeforeAll
	static void start() {
		server = ExtensionServer.start(directory, List.of(VirtualTime.class), "--logging.level.io.kubespring=debug");
		host = server.host();
		time = server.bean(VirtualTime.class);
		server.allow((spec) -> spec.path("user").asString("").equals("bob"));
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@BeforeEach
	void forgetVerdicts() {
		time.advance(Duration.ofSeconds(11));
		this.reviewsBefore = host.calls("tokenreviews").size();
		host.onTokenReview(BearerTokenTests::judge);
	}

	@AfterEach
	void recover() {
		host.recover();
	}

	private static ObjectNode judge(JsonNode spec) {
		ObjectNode status = host.object();
		String token = spec.path("token").asString("");
		if (token.startsWith("bad")) {
			return status.put("authenticated", false);
		}
		if (token.startsWith("explained")) {
			return status.put("authenticated", false).put("error", "the token has expired");
		}
		ObjectNode user = host.object().put("username", "bob");
		user.putArray("groups").add("dev").add("ops");
		if (token.equals("full")) {
			user.put("uid", "u7").putArray("groups").add("system:authenticated").add("dev");
			user.putObject("extra").putArray("scope").add("s1").add("s2");
		}
		return status.put("authenticated", true).set("user", user);
	}

	@ParameterizedTest
	@EnumSource
	void case74TokenNamesItsUser(Version version) throws Exception {
		ask(version, "tok").isListed().isReviewedAs("bob", "dev", "ops", "system:authenticated");
		assertThat(reviews()).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void case75GroupThatIsThereIsNotAdded(Version version) throws Exception {
		Seen seen = ask(version, "full");
		seen.isListed().isReviewedAs("bob", "system:authenticated", "dev");
		assertThat(seen.review().path("uid").asString()).isEqualTo("u7");
		assertThat(seen.review().path("extra")).hasToString("{\"scope\":[\"s1\",\"s2\"]}");
	}

	@ParameterizedTest
	@EnumSource
	void case76VerdictIsRememberedForTenSeconds(Version version) throws Exception {
		ask(version, "tok").isListed();
		time.advance(Duration.ofMillis(9_999));
		ask(version, "tok").isListed();
		assertThat(reviews()).isEqualTo(1);
		time.advance(Duration.ofMillis(1));
		ask(version, "tok").isListed();
		assertThat(reviews()).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource
	void case77TokenIsReviewedOnceForAllWhoWait(Version version) throws Exception {
		CountDownLatch verdict = new CountDownLatch(1);
		host.onTokenReview((spec) -> {
			await(verdict);
			return judge(spec);
		});
		List<Wire> wires = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			Wire wire = Wire.open(server, version, null);
			wire.send(LIST, "authorization", "Bearer tok");
			wires.add(wire);
		}
		host.await(REVIEWS, this.reviewsBefore + 1);
		verdict.countDown();
		for (Wire wire : wires) {
			try (wire) {
				wire.receive().isListed();
			}
		}
		assertThat(reviews()).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void case78RefusalIsRemembered(Version version) throws Exception {
		ask(version, "bad").isUnauthorized();
		ask(version, "bad").isUnauthorized();
		assertThat(reviews()).isEqualTo(1);
		time.advance(Duration.ofSeconds(10));
		ask(version, "bad").isUnauthorized();
		assertThat(reviews()).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource
	void case79RefusalWithAnExplanationIsNotRemembered(Version version) throws Exception {
		ask(version, "explained").isUnauthorized();
		ask(version, "explained").isUnauthorized();
		assertThat(reviews()).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource
	void case80FiveAttemptsAreMade(Version version) throws Exception {
		host.fail(REVIEWS, 5, 500);
		CompletableFuture<Seen> answer = later(version, "tok");
		Duration passed = Duration.ZERO;
		for (int i = 0; i < 4; i++) {
			host.await(REVIEWS, this.reviewsBefore + i + 1);
			passed = passed.plus(time.passUntilOneOf(2));
		}
		answer.get(20, TimeUnit.SECONDS).isUnauthorized();
		assertThat(passed).isBetween(Duration.ofMillis(4_050), Duration.ofMillis(4_920));
		assertThat(reviews()).isEqualTo(5);
		ask(version, "tok").isListed();
		assertThat(reviews()).as("a failure is not remembered").isEqualTo(6);
	}

	@ParameterizedTest
	@EnumSource
	void case81FailureThatPassesIsNone(Version version) throws Exception {
		host.fail(REVIEWS, 2, 500);
		CompletableFuture<Seen> answer = later(version, "tok");
		for (int i = 0; i < 2; i++) {
			host.await(REVIEWS, this.reviewsBefore + i + 1);
			time.passUntilOneOf(2);
		}
		answer.get(20, TimeUnit.SECONDS).isListed();
		assertThat(reviews()).isEqualTo(3);
	}

	@ParameterizedTest
	@EnumSource
	void case82MissingPermissionIsNotTriedAgain(Version version, CapturedOutput output) throws Exception {
		host.fail(REVIEWS, 2, 403);
		ask(version, "tok").isUnauthorized();
		assertThat(reviews()).isEqualTo(1);
		ask(version, "tok").isUnauthorized();
		assertThat(output.getAll().split("system:auth-delegator")).as("told once").hasSize(2);
		ask(version, "tok").isListed();
		assertThat(output).contains("Tokens can be reviewed again");
	}

	@Test
	void case83RefusedConnectionIsNotTriedAgain() throws Exception {
		host.unplug();
		try {
			for (Version version : Version.values()) {
				ask(version, "tok").isUnauthorized();
			}
			assertThat(reviews()).isZero();
		}
		finally {
			host.plugIn();
		}
	}

	@ParameterizedTest
	@EnumSource
	void case84HangingReviewEndsAfterTenSeconds(Version version) throws Exception {
		host.fail((call) -> call.body().path("spec").path("token").asString("").equals("hanging"), 1, -1);
		CompletableFuture<Seen> answer = later(version, "hanging");
		host.await(REVIEWS, this.reviewsBefore + 1);
		ask(version, "tok").isListed();
		assertThat(time.passUntilOneOf(1)).isEqualTo(Duration.ofSeconds(10));
		answer.get(20, TimeUnit.SECONDS).withReviews(List.of()).isUnauthorized();
		assertThat(reviews()).isEqualTo(2);
	}

	@Test
	void reviewsThatHangDoNotStandInTheWayOfOthers() throws Exception {
		host.fail((call) -> call.body().path("spec").path("token").asString("").startsWith("hanging"),
				Integer.MAX_VALUE, -1);
		server.allow((spec) -> spec.path("user").asString("").equals("alice"));
		try (Http2Wire wire = new Http2Wire(server, null)) {
			for (int i = 0; i < 300; i++) {
				wire.begin(LIST, "authorization", "Bearer hanging" + i);
			}
			time.awaitTasks(300);
			for (Version version : Version.values()) {
				Wire.ask(server, version, ExtensionServer.ALICE, LIST).isListed();
			}
			time.awaitTasks(300);
			time.advance(Duration.ofSeconds(10));
			wire.receive().isUnauthorized();
		}
		finally {
			server.allow((spec) -> spec.path("user").asString("").equals("bob"));
		}
	}

	@ParameterizedTest
	@EnumSource
	void case85ClusterSaysWhenToComeAgain(Version version) throws Exception {
		host.fail(REVIEWS, 1, 429, "Retry-After", "1");
		CompletableFuture<Seen> answer = later(version, "tok");
		host.await(REVIEWS, this.reviewsBefore + 1);
		assertThat(time.passUntilOneOf(2)).isEqualTo(Duration.ofSeconds(1));
		answer.get(20, TimeUnit.SECONDS).isListed();
		assertThat(reviews()).isEqualTo(2);
	}

	@ParameterizedTest(name = "86 {0}")
	@ValueSource(strings = { "bearer tok", "Bearer tok junk", "BEARER tok" })
	void case86SchemeHasNoCaseAndWhatFollowsIsIgnored(String authorization) throws Exception {
		for (Version version : Version.values()) {
			Seen seen = Wire.ask(server, version, null, LIST, "authorization", authorization);
			seen.isListed().isReviewedAs("bob", "dev", "ops", "system:authenticated");
		}
		assertThat(tokens()).containsExactly("tok");
	}

	@ParameterizedTest
	@EnumSource
	void case87SecondSpaceIsToldOf(Version version) throws Exception {
		Seen seen = Wire.ask(server, version, null, LIST, "authorization", "Bearer  tok");
		assertThat(seen.isForbidden("system:anonymous").header("warning")).isEqualTo(EXTRA_SPACE);
		Seen proxied = Wire.ask(server, version, ExtensionServer.PROXY, LIST, "x-remote-user", "bob", "authorization",
				"Bearer  tok");
		assertThat(proxied.isListed().header("warning")).isEmpty();
		assertThat(reviews()).isZero();
	}

	@ParameterizedTest(name = "88 {0} {1}")
	@CsvSource(delimiter = '|', nullValues = "none", textBlock = """
			Basic Ym9iOnRvaw== | /apis/g.io/v1/foos
			Bearer             | /apis/g.io/v1/foos
			Bearer:            | /apis/g.io/v1/foos
			none               | /apis/g.io/v1/foos?access_token=tok
			""")
	void case88OtherCredentialsAreNone(String authorization, String path) throws Exception {
		for (Version version : Version.values()) {
			Seen seen = (authorization != null) ? Wire.ask(server, version, null, path, "authorization", authorization)
					: Wire.ask(server, version, null, path);
			seen.isForbidden("system:anonymous").isReviewedAs("system:anonymous", "system:unauthenticated");
			assertThat(seen.headers()).doesNotContainKey("warning");
		}
		assertThat(reviews()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void case89FirstOfTwoHeadersCounts(Version version) throws Exception {
		Wire.ask(server, version, null, LIST, "authorization", "Basic x", "authorization", "Bearer tok")
			.isForbidden("system:anonymous");
		assertThat(reviews()).isZero();
		Wire.ask(server, version, null, LIST, "authorization", "Bearer tok", "authorization", "Bearer bad").isListed();
		assertThat(tokens()).containsExactly("tok");
	}

	@ParameterizedTest
	@EnumSource
	void case92ReviewSaysTheTokenAndNothingElse(Version version) throws Exception {
		ask(version, "tok").isListed();
		RecordedCall review = host.calls("tokenreviews").get(this.reviewsBefore);
		assertThat(review.body()).hasToString("{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"TokenReview\","
				+ "\"spec\":{\"token\":\"tok\"}}");
		assertThat(review.method()).isEqualTo("POST");
		assertThat(review.path()).isEqualTo("/apis/authentication.k8s.io/v1/tokenreviews");
		assertThat(review.query()).isEmpty();
		assertThat(review.headers().get("Authorization")).containsExactly("Bearer our-token");
	}

	@ParameterizedTest
	@EnumSource
	void case93RefusalIsJsonWhateverIsAccepted(Version version) throws Exception {
		Seen seen = Wire.ask(server, version, null, LIST, "authorization", "Bearer bad", "accept", "text/html");
		assertThat(seen.body()).isEqualTo("""
				{
				  "kind": "Status",
				  "apiVersion": "v1",
				  "metadata": {},
				  "status": "Failure",
				  "message": "Unauthorized",
				  "reason": "Unauthorized",
				  "code": 401
				}""");
		assertThat(seen.status()).isEqualTo(401);
		assertThat(seen.header("content-type")).isEqualTo("application/json");
	}

	@ParameterizedTest
	@EnumSource
	void case95LongTokenIsReviewedAndNotLogged(Version version, CapturedOutput output) throws Exception {
		String token = "longtoken" + "t".repeat(64 * 1024 - 9);
		ask(version, token).isListed();
		assertThat(tokens()).containsExactly(token);
		ask(version, "bad" + token).isUnauthorized();
		ask(version, "explained" + token).isUnauthorized();
		host.fail(REVIEWS, 1, 403);
		ask(version, "unknown" + token).isUnauthorized();
		assertThat(output.getAll()).contains("Unable to authenticate a request").doesNotContain("longtoken");
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static CompletableFuture<Seen> later(Version version, String token) {
		return CompletableFuture.supplyAsync(() -> {
			try {
				return ask(version, token);
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	private static Seen ask(Version version, String token) throws Exception {
		return Wire.ask(server, version, null, LIST, "authorization", "Bearer " + token);
	}

	private int reviews() {
		return tokens().size();
	}

	private List<String> tokens() {
		List<RecordedCall> calls = host.calls("tokenreviews");
		return calls.subList(this.reviewsBefore, calls.size())
			.stream()
			.map((call) -> call.body().path("spec").path("token").asString(""))
			.toList();
	}

}
