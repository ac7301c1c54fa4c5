package io.kubespring.apiserver.registry;

import java.time.Duration;
import java.util.List;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.Status;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.watchcache.Selection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ListSemanticsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final ListFixture fixture = new ListFixture();

	private long before;

	private long after;

	@BeforeEach
	void writeObjects() {
		long a = this.fixture.put("ns1/a", 0, "1");
		this.fixture.put("ns1/b", 0, "2");
		this.before = this.fixture.put("ns1/c", 0, "1");
		this.fixture.put("ns10/a", 0, "1");
		this.after = this.fixture.delete("ns1/a", a);
	}

	/**
	 * The whole matrix: BEFORE is a revision in the past, at which a, b and c exist in
	 * the namespace, NOW is the present one, at which b and c do.
	 */
	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "-, -, 0, NOW, b c, ''", "-, -, 1, NOW, b, 1", "-, -, -3, NOW, b c, ''",
			"-, -, 2, NOW, b c, ''", "0, -, 0, NOW, b c, ''", "0, -, 1, NOW, b c, ''",
			"0, NotOlderThan, 1, NOW, b c, ''", "00, -, 0, NOW, b c, ''", "00, -, 1, NOW, b, 1",
			"00, Exact, 0, NOW, b c, ''", "00, Exact, 1, NOW, b, 1", "00, NotOlderThan, 1, NOW, b, 1",
			"BEFORE, -, 0, NOW, b c, ''", "BEFORE, -, -3, NOW, b c, ''", "BEFORE, -, 1, BEFORE, a, 2",
			"BEFORE, -, 2, BEFORE, a b, 1", "BEFORE, -, 3, BEFORE, a b c, ''", "BEFORE, NotOlderThan, 0, NOW, b c, ''",
			"BEFORE, NotOlderThan, 1, NOW, b, 1", "BEFORE, Exact, 0, BEFORE, a b c, ''",
			"BEFORE, Exact, -1, BEFORE, a b c, ''", "BEFORE, Exact, 2, BEFORE, a b, 1", "NOW, -, 0, NOW, b c, ''",
			"NOW, -, 1, NOW, b, 1", "NOW, Exact, 0, NOW, b c, ''", "NOW, Exact, 1, NOW, b, 1",
			"NOW, NotOlderThan, 0, NOW, b c, ''", "NOW, NotOlderThan, 1, NOW, b, 1" })
	void versionMatchAndLimitDecideOnTheState(String version, String match, long limit, String revision, String names,
			String remaining) {
		ObjectSlice slice = list("ns1", "", "",
				ListOptions.builder()
					.resourceVersion(version(version))
					.resourceVersionMatch((match != null) ? match : "")
					.limit(limit))
			.block();
		assertThat(slice.resourceVersion()).isEqualTo(version(revision));
		assertThat(ListFixture.paths(slice))
			.containsExactly(List.of(names.split(" ")).stream().map((name) -> "ns1/" + name).toArray(String[]::new));
		assertThat(slice.remainingItemCount()).isEqualTo(remaining.isEmpty() ? null : Long.valueOf(remaining));
		assertThat(slice.continueToken().isEmpty()).isEqualTo(remaining.isEmpty());
	}

	private String version(String symbol) {
		if (symbol == null) {
			return "";
		}
		return symbol.equals("BEFORE") ? "" + this.before : symbol.equals("NOW") ? "" + this.after : symbol;
	}

	@ParameterizedTest
	@CsvSource({ "'',0", "'',1", "Exact,0", "Exact,1", "NotOlderThan,0" })
	void revisionToComeIsWaitedForThreeSeconds(String match, long limit) {
		String wanted = "" + (this.after + 1000);
		StepVerifier
			.create(list("ns1", "", "",
					ListOptions.builder().resourceVersion(wanted).resourceVersionMatch(match).limit(limit)))
			.then(() -> this.fixture.time.advanceTimeBy(Duration.ofMillis(2999)))
			.then(() -> assertThat(this.fixture.store.currentRevision().block()).isEqualTo(this.after))
			.expectNoEvent(Duration.ofMillis(1))
			.then(() -> this.fixture.time.advanceTimeBy(Duration.ofMillis(2)))
			.expectErrorSatisfies((ex) -> tooLarge(ex, wanted, 1))
			.verify(PATIENCE);
	}

	@Test
	void revisionThatComesInTimeIsShown() {
		StepVerifier.create(list("ns1", "", "", ListOptions.builder().resourceVersion("" + (this.after + 2)).limit(1)))
			.then(() -> this.fixture.put("ns1/a", 0, "9"))
			.then(() -> this.fixture.put("ns1/d", 0, "9"))
			.then(() -> this.fixture.put("ns1/e", 0, "9"))
			.assertNext((slice) -> {
				assertThat(slice.resourceVersion()).isEqualTo("" + (this.after + 2));
				assertThat(ListFixture.paths(slice)).containsExactly("ns1/a");
				assertThat(slice.remainingItemCount()).isEqualTo(3);
			})
			.expectComplete()
			.verify(PATIENCE);
	}

	@ParameterizedTest
	@CsvSource({ "Exact,0", "'',1" })
	void readOfOneNameDoesNotWait(String match, long limit) {
		String wanted = "" + (this.after + 1000);
		StepVerifier
			.create(list("ns1", "", "metadata.name=b",
					ListOptions.builder().resourceVersion(wanted).resourceVersionMatch(match).limit(limit)))
			.expectErrorSatisfies((ex) -> tooLarge(ex, wanted, 0))
			.verify(PATIENCE);
	}

	private void tooLarge(Throwable ex, String wanted, int retryAfterSeconds) {
		Status status = ((ApiStatusException) ex).status();
		assertThat(status.code()).isEqualTo(504);
		assertThat(status.message())
			.isEqualTo("Timeout: Too large resource version: " + wanted + ", current: " + this.after);
		assertThat(status.details().causes().get(0).reason()).isEqualTo("ResourceVersionTooLarge");
		assertThat(status.details().retryAfterSeconds()).isEqualTo(retryAfterSeconds);
	}

	@Test
	void readOfOneNameShowsItsPast() {
		ListOptions.Builder exact = ListOptions.builder()
			.resourceVersion("" + this.before)
			.resourceVersionMatch("Exact");
		assertThat(ListFixture.paths(list("ns1", "", "metadata.name=a", exact).block())).containsExactly("ns1/a");
		assertThat(ListFixture.paths(list("", "", "metadata.name=a,metadata.namespace=ns1", exact).block()))
			.containsExactly("ns1/a");
		this.fixture.pass(Duration.ofSeconds(100));
		this.fixture.pass(Duration.ofSeconds(1));
		ObjectSlice past = list("ns1", "", "metadata.name=a", exact).block();
		assertThat(ListFixture.paths(past)).containsExactly("ns1/a");
		assertThat(past.resourceVersion()).isEqualTo("" + this.before);
		assertThat(ListFixture.paths(list("ns1", "", "metadata.name=a", ListOptions.builder()).block())).isEmpty();
		ListOptions.Builder legacy = ListOptions.builder().resourceVersion("" + this.before).limit(2);
		assertThat(ListFixture.paths(list("ns1", "", "metadata.name=a", legacy).block())).isEmpty();
	}

	@Test
	void clusterScopedObjectIsReadByName() {
		this.fixture.put("gadget", 0, "1");
		ListQuery query = new ListQuery("", false, ListFixture.selection("", "metadata.name=gadget"),
				ListOptions.builder().limit(1).build());
		assertThat(ListFixture.paths(this.fixture.backend.list(query, null).block())).containsExactly("gadget");
	}

	@Test
	void pagesGoAcrossNamespacesInTheOrderOfPaths() {
		ObjectSlice first = list("", "", "", ListOptions.builder().limit(2)).block();
		assertThat(ListFixture.paths(first)).containsExactly("ns1/b", "ns1/c");
		assertThat(first.remainingItemCount()).isEqualTo(1);
		assertThat(ContinueToken.decode(first.continueToken())).isEqualTo(new ContinueToken(this.after, "ns1/c\0"));
		ObjectSlice last = list("", "", "", ListOptions.builder().limit(2).continueToken(first.continueToken()))
			.block();
		assertThat(ListFixture.paths(last)).containsExactly("ns10/a");
		assertThat(last.continueToken()).isEmpty();
	}

	@Test
	void pagesOfASelectedNamespaceShowEveryObjectOnce() {
		ObjectSlice first = list("", "", "metadata.namespace=ns1", ListOptions.builder().limit(1)).block();
		ObjectSlice last = list("", "", "metadata.namespace=ns1",
				ListOptions.builder().limit(1).continueToken(first.continueToken()))
			.block();
		assertThat(ListFixture.paths(first)).containsExactly("ns1/b");
		assertThat(ListFixture.paths(last)).containsExactly("ns1/c");
		assertThat(last.continueToken()).isEmpty();
	}

	@Test
	void fullPageGoesOnWhileOtherObjectsRemain() {
		this.fixture.put("ns1/d", 0, "2");
		ObjectSlice first = list("ns1", "x=1", "", ListOptions.builder().limit(1)).block();
		assertThat(ListFixture.paths(first)).containsExactly("ns1/c");
		assertThat(first.remainingItemCount()).isNull();
		ObjectSlice last = list("ns1", "x=1", "", ListOptions.builder().limit(1).continueToken(first.continueToken()))
			.block();
		assertThat(ListFixture.paths(last)).isEmpty();
		assertThat(last.continueToken()).isEmpty();
		ObjectSlice whole = list("ns1", "x=2", "", ListOptions.builder().limit(2)).block();
		assertThat(ListFixture.paths(whole)).containsExactly("ns1/b", "ns1/d");
		assertThat(whole.continueToken()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x in (1,2)" })
	void stateBehindTheEventsComesFromTheStore(String labels) {
		this.fixture.pass(Duration.ofSeconds(100));
		this.fixture.pass(Duration.ofSeconds(1));
		ListOptions.Builder options = ListOptions.builder().resourceVersion("" + this.before).limit(2);
		ObjectSlice first = list("ns1", labels, "", options).block();
		assertThat(ListFixture.paths(first)).containsExactly("ns1/a", "ns1/b");
		assertThat(first.resourceVersion()).isEqualTo("" + this.before);
		assertThat(first.remainingItemCount()).isEqualTo(labels.isEmpty() ? 1L : null);
		ObjectSlice last = list("ns1", labels, "", ListOptions.builder().limit(2).continueToken(first.continueToken()))
			.block();
		assertThat(ListFixture.paths(last)).containsExactly("ns1/c");
		assertThat(last.resourceVersion()).isEqualTo("" + this.before);
		assertThat(last.continueToken()).isEmpty();
	}

	@Test
	void forgottenPageIsGoneAndTellsHowToGoOn() {
		ObjectSlice first = list("ns1", "", "", ListOptions.builder().limit(1)).block();
		this.fixture.pass(Duration.ofMinutes(6));
		this.fixture.pass(Duration.ofMinutes(6));
		this.fixture.put("ns1/d", 0, "1");
		Status status = failure(
				list("ns1", "", "", ListOptions.builder().limit(1).continueToken(first.continueToken())));
		assertThat(status.code()).isEqualTo(410);
		assertThat(status.reason()).isEqualTo("Expired");
		assertThat(status.message())
			.startsWith("The provided continue parameter is too old to display a consistent list result.")
			.endsWith("may show up in the list.");
		assertThat(ContinueToken.decode(status.continueToken())).isEqualTo(new ContinueToken(-1, "b\0"));
		ObjectSlice afresh = list("ns1", "", "", ListOptions.builder().limit(1).continueToken(status.continueToken()))
			.block();
		assertThat(ListFixture.paths(afresh)).containsExactly("ns1/c");
		assertThat(afresh.resourceVersion()).isEqualTo("" + this.fixture.store.currentRevision().block());
		assertThat(afresh.remainingItemCount()).isEqualTo(1);
		ObjectSlice last = list("ns1", "", "", ListOptions.builder().limit(1).continueToken(afresh.continueToken()))
			.block();
		assertThat(ListFixture.paths(last)).containsExactly("ns1/d");
		assertThat(last.resourceVersion()).isEqualTo(afresh.resourceVersion());
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 5 })
	void revisionOfAnEarlierLifeIsGone(long revision) {
		ListOptions.Builder exact = ListOptions.builder().resourceVersion("" + revision).limit(1);
		Status status = failure(list("ns1", "", "", exact));
		assertThat(status.code()).isEqualTo(410);
		assertThat(status.message()).isEqualTo("The resourceVersion for the provided list is too old.");
		assertThat(status.continueToken()).isEmpty();
		String token = new ContinueToken(revision, "a\0").encode();
		assertThat(failure(list("ns1", "", "", ListOptions.builder().continueToken(token))).continueToken())
			.isEqualTo(new ContinueToken(-1, "a\0").encode());
	}

	@Test
	void tokenLeadsNowhereButBelowThePrefixOfItsRequest() {
		String everywhere = list("", "", "", ListOptions.builder().limit(1)).block().continueToken();
		assertThat(ListFixture.paths(list("ns10", "", "", ListOptions.builder().continueToken(everywhere)).block()))
			.containsExactly();
		String other = list("ns1", "", "", ListOptions.builder().limit(1)).block().continueToken();
		assertThat(ListFixture.paths(list("ns10", "", "", ListOptions.builder().continueToken(other)).block()))
			.isEmpty();
		String least = new ContinueToken(this.after, "").encode();
		assertThat(ListFixture.paths(list("ns10", "", "", ListOptions.builder().continueToken(least)).block()))
			.containsExactly("ns10/a");
	}

	@ParameterizedTest
	@CsvSource({ "x,abc,invalid continue token: continue key is not valid: illegal base64 data at input byte 0",
			"OK,5,specifying resource version is not allowed when using continue",
			"OK,00,specifying resource version is not allowed when using continue",
			"OK,abc,specifying resource version is not allowed when using continue",
			"'',abc,'invalid resource version: resourceVersion: Invalid value: \"abc\": strconv.ParseUint: parsing \"abc\": invalid syntax'",
			"'',18446744073709551616,'invalid resource version: resourceVersion: Invalid value: \"18446744073709551616\": strconv.ParseUint: parsing \"18446744073709551616\": value out of range'" })
	void tokenIsJudgedBeforeTheVersion(String token, String version, String message) {
		String sent = token.equals("OK") ? new ContinueToken(this.after, "b").encode() : token;
		assertThatExceptionOfType(ApiStatusException.class)
			.isThrownBy(() -> list("ns1", "", "", ListOptions.builder().continueToken(sent).resourceVersion(version)))
			.withMessage(message);
	}

	@Test
	void tokenWithAnyStateShowsAllThatRemains() {
		String token = new ContinueToken(this.before, "a\0").encode();
		ObjectSlice slice = list("ns1", "", "",
				ListOptions.builder().continueToken(token).resourceVersion("0").limit(1))
			.block();
		assertThat(ListFixture.paths(slice)).containsExactly("ns1/b", "ns1/c");
		assertThat(slice.resourceVersion()).isEqualTo("" + this.before);
	}

	@Test
	void listFromMemoryIsAtHand() {
		for (ListOptions.Builder options : List.of(ListOptions.builder(), ListOptions.builder().limit(1),
				ListOptions.builder().resourceVersion("" + this.before).limit(1),
				ListOptions.builder().continueToken(new ContinueToken(this.before, "b").encode()))) {
			assertThat(AtHand.is(list("ns1", "", "", options))).isTrue();
		}
	}

	private static Status failure(Mono<ObjectSlice> list) {
		ApiStatusException[] failure = new ApiStatusException[1];
		StepVerifier.create(list).expectErrorSatisfies((ex) -> failure[0] = (ApiStatusException) ex).verify(PATIENCE);
		return failure[0].status();
	}

	private Mono<ObjectSlice> list(String namespace, String labels, String fields, ListOptions.Builder options) {
		Selection selection = ListFixture.selection(labels, fields);
		return this.fixture.list(namespace, selection, options);
	}

}
