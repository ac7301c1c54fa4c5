package io.kubespring.conformance.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.kubespring.conformance.cluster.RawClient;
import io.kubespring.conformance.cluster.RawClient.Answer;

/**
 * All scenarios of a topic put to one server by one route.
 */
final class Conversation {

	private static final Map<String, String> MERGE = Map.of("Content-Type", "application/merge-patch+json");

	private final Topic topic;

	private final Peer peer;

	private final Route route;

	private final Variables variables;

	private final List<Exchange> exchanges = new ArrayList<>();

	private Conversation(Topic topic, Peer peer, Route route) {
		this.topic = topic;
		this.peer = peer;
		this.route = route;
		this.variables = new Variables((path) -> peer.client().send("GET", path, "", Map.of()).body());
	}

	/**
	 * Have a conversation.
	 * @return what came back, in order
	 */
	static List<Exchange> have(Topic topic, Peer peer, Route route) {
		Conversation conversation = new Conversation(topic, peer, route);
		conversation.clear();
		for (Scenario scenario : topic.scenarios()) {
			if (scenario.routes().contains(route)) {
				conversation.put(scenario);
			}
		}
		return conversation.exchanges;
	}

	/**
	 * Remove what an earlier conversation left.
	 */
	private void clear() {
		this.topic.collections().stream().map(this.peer::address).forEach((collection) -> {
			JsonText list = JsonText.read(send("GET", collection, "", Map.of()).body());
			if (list != null) {
				list.leaves()
					.stream()
					.filter((leaf) -> leaf.path().matches("/items/\\d+/metadata/name"))
					.forEach((leaf) -> send("PATCH", collection + "/" + leaf.value(),
							"{\"metadata\":{\"finalizers\":null}}", MERGE));
			}
			send("DELETE", collection, "", Map.of());
		});
	}

	private void put(Scenario scenario) {
		if (scenario.watches().isEmpty()) {
			Answer answer = send(scenario);
			this.variables.answered(scenario, answer.body());
			this.exchanges.add(Exchange.of(this.topic.id(scenario), scenario, answer));
		}
		else {
			watch(scenario);
		}
	}

	private void watch(Scenario scenario) {
		Map<Scenario, HttpResponse<InputStream>> streams = new LinkedHashMap<>();
		for (Scenario watch : scenario.watches()) {
			String path = path(watch);
			String bounded = path.contains("timeoutSeconds") ? path
					: path + (path.contains("?") ? "&" : "?") + "timeoutSeconds=3";
			streams.put(watch, this.peer.client().open(bounded, watch.headers()));
		}
		scenario.changes().forEach(this::send);
		streams.forEach((watch, stream) -> this.exchanges
			.add(Exchange.of(this.topic.id(scenario) + ": " + watch.name(), scenario, read(stream))));
	}

	private static Answer read(HttpResponse<InputStream> stream) {
		try (InputStream body = stream.body()) {
			return new Answer(stream.statusCode(), RawClient.lines(stream), body.readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Answer send(Scenario scenario) {
		String path = path(scenario);
		Map<String, String> headers = new LinkedHashMap<>();
		scenario.headers().forEach((name, value) -> headers.put(name, this.variables.resolve(value, path)));
		return send(scenario.method(), path, this.variables.resolve(this.peer.address(scenario.body()), path), headers);
	}

	private String path(Scenario scenario) {
		String path = this.peer.address(scenario.path());
		return this.variables.resolve(path, path);
	}

	private Answer send(String method, String path, String body, Map<String, String> headers) {
		return this.peer.client().send(method, path, body, headers);
	}

	@Override
	public String toString() {
		return this.topic.name() + " by " + this.route.text();
	}

}
