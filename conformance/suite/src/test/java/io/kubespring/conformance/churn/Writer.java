package io.kubespring.conformance.churn;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;

import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.conformance.cluster.RawClient;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Creates, changes and deletes at random, objects of its own and some that all writers
 * share, and notes what was acknowledged.
 */
final class Writer implements Callable<Integer> {

	private static final Map<String, String> MERGE = Map.of("Content-Type", "application/merge-patch+json");

	/**
	 * That another writer was faster is no failure.
	 */
	private static final Set<Integer> LOST_RACE = Set.of(404, 409);

	private final RawClient client;

	private final String collection;

	private final Journal journal;

	private final int number;

	private final int writes;

	private final Random random;

	Writer(RawClient client, String collection, Journal journal, int number, int writes) {
		this.client = client;
		this.collection = collection;
		this.journal = journal;
		this.number = number;
		this.writes = writes;
		this.random = new Random(number);
	}

	@Override
	public Integer call() throws Exception {
		for (int i = 0; i < this.writes; i++) {
			String name = (this.random.nextInt(10) < 7) ? "own-" + this.number + "-" + this.random.nextInt(8)
					: "shared-" + this.random.nextInt(5);
			int dice = this.random.nextInt(10);
			if (dice < 5) {
				change(name, i);
			}
			else if (dice < 8) {
				create(name);
			}
			else {
				delete(name);
			}
		}
		return this.writes;
	}

	void create(String name) throws Exception {
		JsonNode answer = answer(this.client.send("POST", this.collection,
				"{\"apiVersion\":\"demo.example.com/v1\",\"kind\":\"Widget\",\"metadata\":{\"name\":\"" + name
						+ "\"},\"spec\":{\"size\":1}}",
				Map.of()));
		if (answer != null) {
			this.journal.add(Change.of("ADDED", answer));
		}
	}

	private void change(String name, int turn) throws Exception {
		JsonNode answer = answer(this.client.send("PATCH", this.collection + "/" + name,
				"{\"metadata\":{\"annotations\":{\"turn\":\"" + this.number + "-" + turn + "\"}}}", MERGE));
		if (answer != null) {
			this.journal.add(Change.of("MODIFIED", answer));
		}
	}

	private void delete(String name) throws Exception {
		JsonNode answer = answer(this.client.send("DELETE", this.collection + "/" + name, "", Map.of()));
		if (answer != null) {
			this.journal.add(new Change("DELETED", name, answer.path("details").path("uid").asString(), 0));
		}
	}

	private static @Nullable JsonNode answer(RawClient.Answer answer) throws Exception {
		if (LOST_RACE.contains(answer.code())) {
			return null;
		}
		if (answer.code() >= 300) {
			throw new IllegalStateException(answer.code() + " " + answer.body());
		}
		return TreeCodec.SHARED.readTree(answer.bytes());
	}

}
