package io.kubespring.benchmarks.comparison;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is measured.
 */
enum Workload {

	GET("GET of an object of 1 KiB") {

		@Override
		Cost run(Target target, Callers callers, Duration time, String round) {
			return measure(target, callers, time, Long.MAX_VALUE,
					(caller, own) -> ask(target, caller, Flunders.path(index(caller, own)), "application/json"));
		}

	},

	LIST("LIST of 1,000") {

		@Override
		Cost run(Target target, Callers callers, Duration time, String round) {
			return measure(target, callers, time, Long.MAX_VALUE, (caller, own) -> ask(target, caller,
					Flunders.collection(Flunders.NAMESPACE) + "?resourceVersion=0", "application/json"));
		}

	},

	TABLE("Table of 500") {

		@Override
		Cost run(Target target, Callers callers, Duration time, String round) {
			return measure(target, callers, time, Long.MAX_VALUE,
					(caller, own) -> ask(target, caller, Flunders.collection(Flunders.NAMESPACE) + "?limit=500",
							"application/json;as=Table;v=v1;g=meta.k8s.io,application/json"));
		}

	},

	CREATE("create") {

		@Override
		Cost run(Target target, Callers callers, Duration time, String round) {
			String path = Flunders.collection(Flunders.SCRATCH);
			Cost cost = measure(target, callers, time, MOST,
					(caller, own) -> target.send(caller,
							target.write("POST", path, "application/json",
									Flunders.body("made-" + round + "-" + caller + "-" + own, "made", "")),
							201).length);
			target.send(0, target.request(path).DELETE().build(), 200);
			return cost;
		}

	},

	UPDATE("update") {

		@Override
		Cost run(Target target, Callers callers, Duration time, String round) {
			Map<String, String> versions = new ConcurrentHashMap<>();
			Matcher found = NAME_AND_VERSION.matcher(
					new String(target.send(0, target.request(Flunders.collection(Flunders.NAMESPACE)).build(), 200),
							StandardCharsets.UTF_8));
			while (found.find()) {
				versions.put(found.group(1), found.group(2));
			}
			return measure(target, callers, time, MOST, (caller, own) -> {
				String name = Flunders.name(index(caller, own));
				HttpRequest request = target.write("PUT", Flunders.path(index(caller, own)), "application/json",
						Flunders.body(name, "put" + round + "-" + own, versions.getOrDefault(name, "")));
				String answer = new String(target.send(caller, request, 200), StandardCharsets.UTF_8);
				Matcher now = NAME_AND_VERSION.matcher(answer);
				if (!now.find()) {
					throw new IllegalStateException("An answer without resource version: " + answer);
				}
				versions.put(name, now.group(2));
				return answer.length();
			});
		}

	},

	MERGE_PATCH("merge patch") {

		@Override
		Cost run(Target target, Callers callers, Duration time, String round) {
			return measure(target, callers, time, MOST, (caller, own) -> patch(target, round, caller, own));
		}

	},

	WATCH("watch event, 100 watches") {

		@Override
		Cost run(Target target, Callers callers, Duration time, String round) {
			try (Watches watches = new Watches(target)) {
				double before = target.figures().cpuMicros();
				Callers.Done done = callers.call(time, MOST / 10, (caller, own) -> patch(target, round, caller, own));
				watches.awaitEvents(done.operations());
				return new Cost(done.operations() * Watches.COUNT, target.figures().cpuMicros() - before,
						watches.bytes());
			}
		}

	};

	private static final Pattern NAME_AND_VERSION = Pattern
		.compile("\"name\":\"(load-\\d+)\".*?\"resourceVersion\":\"(\\d+)\"");

	/**
	 * So many writes are enough, and the server's memory stays about what it was.
	 */
	private static final long MOST = 4000;

	private final String title;

	Workload(String title) {
		this.title = title;
	}

	String title() {
		return this.title;
	}

	/**
	 * The name in the file of recorded ratios.
	 */
	String key() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Put a server under load.
	 * @param time how long
	 * @param round a text that no earlier round had
	 * @return what it cost the server
	 */
	abstract Cost run(Target target, Callers callers, Duration time, String round);

	private static Cost measure(Target target, Callers callers, Duration time, long most, Callers.Call call) {
		double before = target.figures().cpuMicros();
		Callers.Done done = callers.call(time, most, call);
		return new Cost(done.operations(), target.figures().cpuMicros() - before, done.bytes());
	}

	/**
	 * Callers have objects of their own, so that nobody is in anybody's way.
	 */
	private static long index(int caller, long own) {
		long each = Flunders.COUNT / Callers.COUNT;
		return caller * each + own % each;
	}

	private static long ask(Target target, int caller, String path, String accept) {
		return target.send(caller, target.request(path).setHeader("Accept", accept).build(), 200).length;
	}

	private static long patch(Target target, String round, int caller, long own) {
		HttpRequest request = target.write("PATCH", Flunders.path(index(caller, own)), "application/merge-patch+json",
				Flunders.patch("patch" + round + "-" + own));
		return target.send(caller, request, 200).length;
	}

}
