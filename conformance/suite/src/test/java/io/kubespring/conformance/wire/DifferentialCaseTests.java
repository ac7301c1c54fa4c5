package io.kubespring.conformance.wire;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.RawClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same requests, in order, to our server and to the oracle: the answers are equal but
 * for what {@code deviations.yaml} lists with its reason. The property
 * {@code kubespring.topic} runs one topic, or some with commas between;
 * {@code kubespring.record} writes what differs and is not listed to
 * {@code target/new-deviations.yaml}, to be judged by a reader.
 */
class DifferentialCaseTests {

	private static final Deviations DEVIATIONS = Deviations.load();

	private static final Map<Oracle, Tally> TALLIES = new EnumMap<>(Oracle.class);

	private final ConformanceCluster cluster = ConformanceCluster.get();

	@BeforeAll
	static void prepare() {
		ConformanceCluster cluster = ConformanceCluster.get();
		Topics.prepare(cluster.kubectl());
		FlunderScenarios.ban(cluster.sample());
		FlunderScenarios.ban(cluster.wardle().client());
	}

	@AfterAll
	static void report() {
		ConformanceCluster.get().routeWardle("v1alpha1", false);
		ConformanceCluster.get().routeWardle("v1beta1", true);
		TALLIES.forEach((oracle, tally) -> System.out.println("Against " + oracle.text() + ": " + tally));
	}

	@TestFactory
	Stream<DynamicContainer> answersAreTheOracles() {
		String wanted = System.getProperty("kubespring.topic", "");
		return Topics.all()
			.stream()
			.filter((topic) -> wanted.isEmpty() || List.of(wanted.split(",")).contains(topic.name()))
			.map((topic) -> DynamicContainer.dynamicContainer(topic.name(),
					topic.routes().stream().flatMap((route) -> compare(topic, route))));
	}

	@TestFactory
	Stream<DynamicTest> listedScenariosExist() {
		return Stream.of(DynamicTest.dynamicTest("listed scenarios exist", () -> {
			Set<String> unknown = new TreeSet<>(DEVIATIONS.scenarios());
			Topics.all().forEach((topic) -> topic.scenarios().forEach((scenario) -> {
				unknown.remove(topic.id(scenario));
				scenario.watches().forEach((watch) -> unknown.remove(topic.id(scenario) + ": " + watch.name()));
			}));
			assertThat(unknown).isEmpty();
		}), DynamicTest.dynamicTest("scenarios have names of their own",
				() -> assertThat(Topics.all().stream().flatMap((topic) -> topic.scenarios().stream().map(topic::id)))
					.doesNotHaveDuplicates()));
	}

	private Stream<DynamicTest> compare(Topic topic, Route route) {
		Peer oracle = oracle(topic, route);
		Peer ours = ours(topic, route);
		route(topic, route, true);
		List<Exchange> expected = topic.isOfDiscovery()
				? this.cluster.whileTwinIsInOrder(() -> Conversation.have(topic, oracle, route))
				: Conversation.have(topic, oracle, route);
		route(topic, route, false);
		List<Exchange> actual = Conversation.have(topic, ours, route);
		List<String> right = Normalized.all(expected, oracle::generalize, topic.oracle());
		List<String> given = Normalized.all(actual, ours::generalize, topic.oracle());
		Tally tally = TALLIES.computeIfAbsent(topic.oracle(), (key) -> new Tally());
		return IntStream.range(0, right.size()).mapToObj((at) -> {
			String id = expected.get(at).id();
			return DynamicTest.dynamicTest(id + " " + route.text(), () -> {
				Verdict verdict = Verdict.of(right.get(at), given.get(at), DEVIATIONS.of(id, route));
				tally.count(id, verdict);
				if (verdict.outcome() == Verdict.Outcome.DIFFERING) {
					Recording.add(id, route, verdict, right.get(at), given.get(at));
					assertThat(given.get(at)).as(verdict.problem()).isEqualTo(right.get(at));
					throw new AssertionError(verdict.problem() + "\n" + right.get(at));
				}
			});
		});
	}

	/**
	 * The versions of one group have one server each behind the aggregator, so they
	 * change hands.
	 */
	private void route(Topic topic, Route route, boolean toOracle) {
		if (route.aggregated() && topic.oracle() == Oracle.SAMPLE_APISERVER) {
			this.cluster.routeWardle("v1alpha1", toOracle);
			this.cluster.routeWardle("v1beta1", toOracle);
		}
	}

	private Peer ours(Topic topic, Route route) {
		boolean sample = topic.oracle() == Oracle.SAMPLE_APISERVER;
		RawClient direct = sample ? this.cluster.wardle().client() : this.cluster.demo().client();
		RawClient client = route.aggregated() ? this.cluster.kubeApiServer() : direct;
		return new Peer(client.over(route.version()), sample ? "wardle.example.com" : ConformanceCluster.DEMO,
				topic.version());
	}

	private Peer oracle(Topic topic, Route route) {
		boolean sample = topic.oracle() == Oracle.SAMPLE_APISERVER;
		RawClient client = (sample && !route.aggregated()) ? this.cluster.sample() : this.cluster.kubeApiServer();
		return new Peer(client.over(route.version()), sample ? "wardle.example.com" : ConformanceCluster.TWIN,
				topic.version());
	}

	/**
	 * The closing line of an oracle.
	 */
	private static final class Tally {

		private final Map<Verdict.Outcome, List<String>> answers = new EnumMap<>(Verdict.Outcome.class);

		private final Set<String> scenarios = new HashSet<>();

		void count(String id, Verdict verdict) {
			this.scenarios.add(id);
			this.answers.computeIfAbsent(verdict.outcome(), (key) -> new ArrayList<>()).add(id);
		}

		private int of(Verdict.Outcome outcome) {
			return this.answers.getOrDefault(outcome, List.of()).size();
		}

		@Override
		public String toString() {
			return this.scenarios.size() + " scenarios; answers same " + of(Verdict.Outcome.SAME)
					+ ", deviating with reason " + of(Verdict.Outcome.DEVIATING) + ", differing "
					+ of(Verdict.Outcome.DIFFERING);
		}

	}

}
