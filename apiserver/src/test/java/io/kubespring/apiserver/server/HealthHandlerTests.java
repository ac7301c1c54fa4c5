package io.kubespring.apiserver.server;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.kubespring.apiserver.request.QueryParameters;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HealthHandlerTests {

	private final AtomicInteger asked = new AtomicInteger();

	private final HealthHandler healthy = new HealthHandler(() -> List.of(HealthCheck.ready("storage", () -> null)));

	private final HealthHandler sick = new HealthHandler(
			() -> List.of(HealthCheck.ready("storage", () -> "caches are not filled"), HealthCheck.ready("etcd", () -> {
				this.asked.incrementAndGet();
				return null;
			})));

	@Test
	void saysOkWithoutNewlineWhenAllIsWell() {
		for (String path : List.of("/livez", "/readyz", "/healthz")) {
			assertAnswer(this.healthy, path, "", 200, "ok");
		}
	}

	@Test
	void listsChecksInOrderWhenVerbose() {
		assertAnswer(this.healthy, "/readyz", "verbose", 200, """
				[+]ping ok
				[+]storage ok
				readyz check passed
				""");
		assertAnswer(this.healthy, "/healthz", "verbose=0", 200, """
				[+]ping ok
				[+]storage ok
				healthz check passed
				""");
	}

	@Test
	void withholdsReasonWhenCheckFails() {
		assertAnswer(this.sick, "/readyz", "", 500, """
				[+]ping ok
				[-]storage failed: reason withheld
				[+]etcd ok
				readyz check failed
				""");
	}

	@Test
	void livenessLeavesReadinessChecksOut() {
		assertAnswer(this.sick, "/livez", "verbose", 200, """
				[+]ping ok
				livez check passed
				""");
	}

	@Test
	void excludedCheckIsNotAsked() {
		assertAnswer(this.sick, "/readyz", "verbose&exclude=storage&exclude=etcd", 200, """
				[+]ping ok
				[+]storage excluded: ok
				[+]etcd excluded: ok
				readyz check passed
				""");
		assertThat(this.asked).hasValue(0);
	}

	@Test
	void warnsOfUnknownExclusionsInOrder() {
		assertAnswer(this.healthy, "/readyz", "verbose&exclude=foo&exclude=bar", 200, """
				[+]ping ok
				[+]storage ok
				warn: some health checks cannot be excluded: no matches for "bar","foo"
				readyz check passed
				""");
		assertAnswer(this.healthy, "/readyz", "exclude=foo", 200, "ok");
	}

	@Test
	void singleCheckTellsItsReason() {
		assertAnswer(this.sick, "/readyz/storage", "", 500, "internal server error: caches are not filled\n");
		assertAnswer(this.sick, "/readyz/ping", "", 200, "ok");
	}

	@Test
	void unknownCheckHasNoAnswer() {
		assertThat(this.healthy.answer("/readyz/foo", QueryParameters.parse("")).blockOptional()).isEmpty();
		assertThat(this.healthy.answer("/readyz/", QueryParameters.parse("")).blockOptional()).isEmpty();
		assertThat(this.sick.answer("/livez/storage", QueryParameters.parse("")).blockOptional()).isEmpty();
	}

	@Test
	void claimsItsPathsAndNoMore() {
		assertThat(List.of("/livez", "/readyz/ping", "/healthz/")).allMatch(HealthHandler::claims);
		assertThat(List.of("/livezz", "/Readyz", "/", "/apis/healthz")).noneMatch(HealthHandler::claims);
	}

	@Test
	void quotesUnknownExclusionsAsGoDoes() {
		assertAnswer(this.healthy, "/readyz", "verbose&exclude=%22x%22&exclude=", 200, """
				[+]ping ok
				[+]storage ok
				warn: some health checks cannot be excluded: no matches for "","\\"x\\""
				readyz check passed
				""");
	}

	@Test
	void checksOfReadyzAloneAreNotOfHealthz() {
		HealthHandler handler = new HealthHandler(
				() -> List.of(new HealthCheck("shutdown", HealthCheck.Scope.READYZ, () -> "ends", null)));
		assertAnswer(handler, "/healthz", "verbose", 200, "[+]ping ok\nhealthz check passed\n");
		assertAnswer(handler, "/livez", "verbose", 200, "[+]ping ok\nlivez check passed\n");
		assertAnswer(handler, "/readyz", "", 500,
				"[+]ping ok\n[-]shutdown failed: reason withheld\nreadyz check failed\n");
	}

	@Test
	void onlySinglePassedChecksMayBeSniffed() {
		assertThat(this.healthy.answer("/livez", QueryParameters.parse("")).block().nosniff()).isTrue();
		assertThat(this.sick.answer("/readyz", QueryParameters.parse("")).block().nosniff()).isTrue();
		assertThat(this.sick.answer("/readyz/storage", QueryParameters.parse("")).block().nosniff()).isTrue();
		assertThat(this.sick.answer("/readyz/ping", QueryParameters.parse("")).block().nosniff()).isFalse();
	}

	@Test
	void firstCheckOfANameCounts() {
		HealthHandler handler = new HealthHandler(() -> List.of(HealthCheck.live("ping", () -> "never asked")));
		assertAnswer(handler, "/livez", "verbose", 200, "[+]ping ok\nlivez check passed\n");
	}

	private static void assertAnswer(HealthHandler handler, String path, String query, int status, String body) {
		HealthHandler.Answer answer = handler.answer(path, QueryParameters.parse(query)).block();
		assertThat(answer.body()).isEqualTo(body);
		assertThat(answer.status()).isEqualTo(status);
	}

}
