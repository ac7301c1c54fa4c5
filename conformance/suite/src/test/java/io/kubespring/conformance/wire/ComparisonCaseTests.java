package io.kubespring.conformance.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.conformance.cluster.RawClient;
import io.kubespring.conformance.wire.Verdict.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The comparison sees every defect that matters and nothing else. Needs no cluster.
 */
class ComparisonCaseTests {

	private static final String UID = "0b7f1d1e-8a34-4c11-9d2b-111111111111";

	private static final String OBJECT = "{'apiVersion':'GROUP/v1','kind':'Widget','metadata':{'creationTimestamp':"
			+ "'2026-01-02T03:04:05Z','managedFields':[{'manager':'x'}],'name':'a','resourceVersion':'41','uid':'" + UID
			+ "'},'spec':{'size':1}}\n";

	@Test
	void uidsTimesRevisionsAndOwnersDoNotCount() {
		String other = OBJECT.replace("11111111", "22222222")
			.replace("2026-01-02", "2027-02-03")
			.replace("'41'", "'1882879071783747584'")
			.replace("'managedFields':[{'manager':'x'}],", "");
		assertThat(compare(OBJECT, other)).isEqualTo(Outcome.SAME);
	}

	@Test
	void everyOtherByteCounts() {
		Map<String, String> defects = Map.of("'size':1", "'size':2", "{'size':1}", "{'size': 1}", "'kind':'Widget',",
				"", "'name':'a'", "'name':'b'", "'uid':'0b7f1d1e", "'uid':'x", "2026-01-02T03:04:05Z",
				"2026-01-02T03:04:05.000Z", "'resourceVersion':'41'", "'resourceVersion':''",
				"'apiVersion':'GROUP/v1','kind':'Widget'", "'kind':'Widget','apiVersion':'GROUP/v1'");
		defects.forEach((right, wrong) -> {
			assertThat(OBJECT).contains(right);
			assertThat(compare(OBJECT, OBJECT.replace(right, wrong))).as(wrong).isEqualTo(Outcome.DIFFERING);
		});
	}

	@Test
	void aNewlineAtTheEndCounts() {
		assertThat(compare(OBJECT, OBJECT.strip())).isEqualTo(Outcome.DIFFERING);
	}

	@Test
	void codesAndHeadersCount() {
		assertThat(
				Verdict.of(shown(200, Map.of("vary", "Accept")), shown(201, Map.of("vary", "Accept")), null).outcome())
			.isEqualTo(Outcome.DIFFERING);
		assertThat(Verdict.of(shown(200, Map.of("vary", "Accept")), shown(200, Map.of()), null).outcome())
			.isEqualTo(Outcome.DIFFERING);
		assertThat(
				Verdict.of(shown(200, Map.of("vary", "Accept")), shown(200, Map.of("vary", "Origin")), null).outcome())
			.isEqualTo(Outcome.DIFFERING);
		assertThat(Verdict.of(shown(200, Map.of("audit-id", "1")), shown(200, Map.of()), null).outcome())
			.isEqualTo(Outcome.DIFFERING);
		assertThat(Verdict.of(shown(200, Map.of("audit-id", "1")), shown(200, Map.of("audit-id", "2")), null).outcome())
			.isEqualTo(Outcome.SAME);
	}

	@Test
	void theOrderOfEventsCounts() {
		String added = event("ADDED", "a", 7);
		String other = event("ADDED", "b", 8);
		assertThat(compare(added + other, added + other)).isEqualTo(Outcome.SAME);
		assertThat(compare(added + other, other + added)).isEqualTo(Outcome.DIFFERING);
		assertThat(compare(added + other, added)).isEqualTo(Outcome.DIFFERING);
		assertThat(compare(added, event("MODIFIED", "a", 7))).isEqualTo(Outcome.DIFFERING);
	}

	@Test
	void theOrderOfOneObjectsRevisionsCounts() {
		List<String> grows = List.of(revision(5), revision(9), revision(9));
		assertThat(conversation(grows)).isEqualTo(conversation(List.of(revision(50), revision(51), revision(51))));
		assertThat(conversation(grows)).isNotEqualTo(conversation(List.of(revision(5), revision(9), revision(10))));
		assertThat(conversation(grows)).isNotEqualTo(conversation(List.of(revision(9), revision(5), revision(5))));
	}

	@Test
	void aListIsNotOlderThanItsItems() {
		assertThat(compare(list(9), list(41))).isEqualTo(Outcome.DIFFERING);
		assertThat(compare(list(42), list(41))).isEqualTo(Outcome.SAME);
	}

	@Test
	void whetherThereIsATokenCounts() {
		String list = "{'kind':'WidgetList','metadata':{'continue':'%s','resourceVersion':'5'},'items':[]}\n";
		assertThat(compare(list.formatted("abc"), list.formatted("def"))).isEqualTo(Outcome.SAME);
		assertThat(compare(list.formatted("abc"), list.formatted(""))).isEqualTo(Outcome.DIFFERING);
	}

	@Test
	void aDeviationIsListedAsLongAsItIsOne() {
		Deviations.Deviation deviation = deviations("HTTP 500\n\nx").of("t/s", Route.DIRECT);
		assertThat(Verdict.of("HTTP 500\n\nx", "HTTP 400\n\nx", deviation).outcome()).isEqualTo(Outcome.DEVIATING);
		assertThat(Verdict.of("HTTP 500\n\nx", "HTTP 500\n\nx", deviation))
			.isEqualTo(new Verdict(Outcome.DIFFERING, "no longer a deviation: because"));
		assertThat(Verdict.of("HTTP 422\n\nx", "HTTP 400\n\nx", deviation))
			.isEqualTo(new Verdict(Outcome.DIFFERING, "the oracle no longer answers what is recorded"));
		assertThat(deviations("x").of("t/s", Route.AGGREGATED)).isNull();
	}

	@Test
	void everyCharacterOfALongRecordedAnswerCounts() {
		String answer = "HTTP 200\n\n" + "x".repeat(5000);
		Deviations.Deviation deviation = deviations(LongLines.shorten(answer)).of("t/s", Route.DIRECT);
		assertThat(LongLines.shorten(answer)).hasSizeLessThan(400).startsWith("HTTP 200\n\nxxx");
		assertThat(Verdict.of(answer, "ours", deviation).outcome()).isEqualTo(Outcome.DEVIATING);
		assertThat(Verdict.of(answer + "x", "ours", deviation).outcome()).isEqualTo(Outcome.DIFFERING);
		assertThat(Verdict.of(answer.substring(0, 5000) + "y".repeat(10), "ours", deviation).outcome())
			.isEqualTo(Outcome.DIFFERING);
	}

	@Test
	void everyDeviationHasAReason() {
		Deviations listed = Deviations.load();
		for (String scenario : listed.scenarios()) {
			for (Route route : Route.values()) {
				Deviations.Deviation deviation = listed.of(scenario, route);
				assertThat((deviation != null) ? deviation.reason() : "not by this route").as(scenario).isNotBlank();
			}
		}
	}

	private static Deviations deviations(String answer) {
		return Deviations.of(TreeCodec.SHARED
			.readTree(("[{\"scenarios\":[\"t/s\"],\"routes\":[\"direct\"]," + "\"reason\":\"because\",\"answer\":"
					+ TreeCodec.SHARED.mapper().writeValueAsString(answer) + "}]")
				.getBytes(StandardCharsets.UTF_8)));
	}

	private static String event(String type, String name, long revision) {
		return "{'type':'" + type + "','object':{'metadata':{'name':'" + name + "','resourceVersion':'" + revision
				+ "','uid':'" + UID + "'}}}\n";
	}

	private static String revision(long revision) {
		return OBJECT.replace("'41'", "'" + revision + "'");
	}

	private static String list(long revision) {
		return "{'kind':'WidgetList','metadata':{'resourceVersion':'" + revision + "'},'items':[" + OBJECT.strip()
				+ "]}\n";
	}

	private static Outcome compare(String right, String given) {
		return Verdict.of(conversation(List.of(right)).get(0), conversation(List.of(given)).get(0), null).outcome();
	}

	private static String shown(int code, Map<String, String> headers) {
		Map<String, List<String>> lines = new TreeMap<>();
		headers.forEach((name, value) -> lines.put(name, List.of(value)));
		return normalized(List.of(exchange(new RawClient.Answer(code, lines, new byte[0])))).get(0);
	}

	private static List<String> conversation(List<String> bodies) {
		List<Exchange> exchanges = new ArrayList<>();
		bodies.forEach((body) -> exchanges.add(exchange(
				new RawClient.Answer(200, Map.of(), body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))));
		return normalized(exchanges);
	}

	private static Exchange exchange(RawClient.Answer answer) {
		return Exchange.of("t/s", Scenario.get("s", "/"), answer);
	}

	private static List<String> normalized(List<Exchange> exchanges) {
		return Normalized.all(exchanges, (text) -> text, Oracle.CUSTOM_RESOURCE);
	}

}
