package io.kubespring.conformance.versions;

import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;

import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.RawClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What both versions of a flunder can hold is the same after a client of the other
 * version has read it and written it back, and such a write changes nothing.
 */
class VersionRoundTripStoryTests {

	private static final int OBJECTS = 200;

	private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

	private final RawClient wardle = ConformanceCluster.get().wardle().client();

	@ParameterizedTest
	@CsvSource({ "v1alpha1, v1beta1", "v1beta1, v1alpha1" })
	void writtenBackInTheOtherVersionNothingIsLost(String here, String there) {
		for (int seed = 0; seed < OBJECTS; seed++) {
			String name = "round-trip-" + here + "-" + seed;
			String object = object(here, name, new Random(seed));
			RawClient.Answer created = this.wardle.send("POST", collection(here), object, JSON);
			assertThat(created.code()).as("%s: %s", object, created.body()).isEqualTo(201);
			String seen = get(there, name);
			assertThat(seen).as(object).contains("\"apiVersion\":\"wardle.example.com/" + there + "\"");
			RawClient.Answer written = this.wardle.send("PUT", collection(there) + "/" + name, seen, JSON);
			assertThat(written.body()).as(object).isEqualTo(seen);
			assertThat(get(here, name)).as(object).isEqualTo(created.body());
			this.wardle.send("DELETE", collection(here) + "/" + name, "", JSON);
		}
	}

	private String get(String version, String name) {
		return this.wardle.send("GET", collection(version) + "/" + name, "", Map.of()).body();
	}

	private static String collection(String version) {
		return "/apis/wardle.example.com/" + version + "/namespaces/default/flunders";
	}

	/**
	 * A valid object with metadata, with or without a reference of either type, and with
	 * members that neither version knows.
	 */
	private static String object(String version, String name, Random random) {
		StringJoiner spec = new StringJoiner(",", "{", "}");
		String type = random.nextBoolean() ? "Flunder" : "Fischer";
		if (random.nextInt(4) > 0) {
			String member = version.equals("v1alpha1") ? "reference" : type.toLowerCase() + "Reference";
			spec.add("\"" + member + "\":\"" + text(random) + "\"").add("\"referenceType\":\"" + type + "\"");
		}
		if (random.nextBoolean()) {
			spec.add("\"unknown\":{\"of\":[" + random.nextInt() + ",\"" + text(random) + "\",{\"deep\":true}]}");
		}
		return "{\"apiVersion\":\"wardle.example.com/" + version + "\",\"kind\":\"Flunder\",\"metadata\":{\"name\":\""
				+ name + "\",\"labels\":{\"l" + random.nextInt(9) + "\":\"v\"},\"annotations\":{\"a\":\"" + text(random)
				+ "\"},\"finalizers\":" + (random.nextBoolean() ? "[\"example.com/x\"]" : "[]") + "},\"spec\":" + spec
				+ "}";
	}

	private static String text(Random random) {
		int[] points = random.ints(1 + random.nextInt(12), 0x20, 0x2FF)
			.filter((point) -> point != '"' && point != '\\' && !(point >= 0x7F && point < 0xA0))
			.toArray();
		return "x" + new String(points, 0, points.length);
	}

}
