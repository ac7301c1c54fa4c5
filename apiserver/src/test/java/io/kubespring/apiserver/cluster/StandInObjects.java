package io.kubespring.apiserver.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects of a {@link StandInHostApi}: one counter of revisions, one history.
 */
final class StandInObjects {

	private final TreeMap<String, ObjectNode> objects = new TreeMap<>();

	private final List<Event> history = new ArrayList<>();

	private long revision = 100;

	private long horizon = 100;

	private int watchGeneration;

	synchronized void put(String collection, ObjectNode object) {
		String name = object.path("metadata").path("name").asString("");
		store(collection, name, object.deepCopy());
	}

	synchronized @Nullable ObjectNode get(String collection, String name) {
		ObjectNode found = this.objects.get(collection + "/" + name);
		return (found != null) ? found.deepCopy() : null;
	}

	synchronized void delete(String collection, String name) {
		ObjectNode removed = this.objects.remove(collection + "/" + name);
		if (removed != null) {
			append(collection, "DELETED", name, removed.deepCopy());
		}
	}

	synchronized void endWatches() {
		this.watchGeneration++;
		notifyAll();
	}

	synchronized void expireWatches() {
		this.revision++;
		this.horizon = this.revision;
		endWatches();
	}

	synchronized Answer request(RecordedCall call, @Nullable String selectedName) {
		String path = call.path();
		int slash = path.lastIndexOf('/');
		return switch (call.method()) {
			case "GET" -> isCollection(path) ? list(path, selectedName) : found(this.objects.get(path));
			case "POST" -> write(path, newName(call.body().path("metadata")), call.body(), true);
			case "PUT" -> write(path.substring(0, slash), path.substring(slash + 1), call.body(), false);
			case "PATCH" -> apply(path.substring(0, slash), path.substring(slash + 1), call.body());
			case "DELETE" -> remove(path.substring(0, slash), path.substring(slash + 1), call.body());
			default -> new Answer(405, status(405, "not supported"));
		};
	}

	void watch(String collection, String resourceVersion, @Nullable String selectedName, int generation, Sink sink)
			throws IOException {
		long from = Long.parseLong(resourceVersion);
		boolean open = true;
		while (open) {
			List<Event> events = new ArrayList<>();
			open = next(collection, selectedName, from, generation, events);
			for (Event event : events) {
				ObjectNode line = JsonNodeFactory.instance.objectNode();
				sink.write(line.put("type", event.type()).set("object", event.object()));
				from = event.revision();
			}
		}
	}

	synchronized int generation() {
		return this.watchGeneration;
	}

	private synchronized boolean next(String collection, @Nullable String selectedName, long from, int generation,
			List<Event> events) {
		while (true) {
			if (from < this.horizon && generation == this.watchGeneration) {
				events.add(new Event(from, collection, "", "ERROR", status(410, "too old resource version")));
				return false;
			}
			if (generation != this.watchGeneration) {
				return false;
			}
			for (Event event : this.history) {
				if (event.revision() > from && event.collection().equals(collection)
						&& (selectedName == null || selectedName.equals(event.name()))) {
					events.add(event);
				}
			}
			if (!events.isEmpty()) {
				return true;
			}
			try {
				wait();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return false;
			}
		}
	}

	private static Answer found(@Nullable ObjectNode object) {
		return (object != null) ? new Answer(200, object.deepCopy()) : new Answer(404, status(404, "not found"));
	}

	private Answer list(String collection, @Nullable String selectedName) {
		ObjectNode list = JsonNodeFactory.instance.objectNode();
		list.putObject("metadata").put("resourceVersion", Long.toString(this.revision));
		ArrayNode items = list.putArray("items");
		this.objects.forEach((path, object) -> {
			String name = path.substring(path.lastIndexOf('/') + 1);
			if (path.equals(collection + "/" + name) && (selectedName == null || selectedName.equals(name))) {
				items.add(object.deepCopy());
			}
		});
		return new Answer(200, list);
	}

	private String newName(JsonNode metadata) {
		String prefix = metadata.path("generateName").asString("");
		if (!prefix.isEmpty()) {
			((ObjectNode) metadata).put("name", prefix + this.revision);
		}
		return metadata.path("name").asString("");
	}

	private Answer write(String collection, String name, JsonNode body, boolean create) {
		ObjectNode existing = this.objects.get(collection + "/" + name);
		if (create == (existing != null)) {
			return create ? new Answer(409, status(409, "already exists")) : new Answer(404, status(404, "not found"));
		}
		return isStale(existing, body) ? new Answer(409, status(409, "the object has been modified"))
				: new Answer(create ? 201 : 200, store(collection, name, ((ObjectNode) body).deepCopy()));
	}

	private Answer apply(String collection, String name, JsonNode body) {
		ObjectNode existing = this.objects.get(collection + "/" + name);
		if (isStale(existing, body)) {
			return new Answer(409, status(409, "the object has been modified"));
		}
		ObjectNode merged = (existing != null) ? existing.deepCopy() : JsonNodeFactory.instance.objectNode();
		merge(merged, (ObjectNode) body);
		return merged.equals(existing) ? new Answer(200, merged.deepCopy())
				: new Answer((existing != null) ? 200 : 201, store(collection, name, merged));
	}

	private Answer remove(String collection, String name, JsonNode options) {
		ObjectNode existing = this.objects.get(collection + "/" + name);
		String uid = options.path("preconditions").path("uid").asString("");
		if (existing == null) {
			return found(null);
		}
		if (!uid.equals(existing.path("metadata").path("uid").asString(""))) {
			return new Answer(409, status(409, "the uid is another"));
		}
		delete(collection, name);
		return new Answer(200, existing);
	}

	private static void merge(ObjectNode target, ObjectNode source) {
		source.forEachEntry((key, value) -> {
			if (value instanceof ObjectNode nested && target.path(key) instanceof ObjectNode existing) {
				merge(existing, nested);
			}
			else if (value.isNull()) {
				target.remove(key);
			}
			else {
				target.set(key, value.deepCopy());
			}
		});
	}

	private static boolean isStale(@Nullable ObjectNode existing, JsonNode body) {
		String wanted = body.path("metadata").path("resourceVersion").asString("");
		String actual = (existing != null) ? existing.path("metadata").path("resourceVersion").asString("") : "";
		return !wanted.isEmpty() && !wanted.equals(actual);
	}

	private ObjectNode store(String collection, String name, ObjectNode object) {
		boolean added = !this.objects.containsKey(collection + "/" + name);
		this.objects.put(collection + "/" + name, object);
		append(collection, added ? "ADDED" : "MODIFIED", name, object);
		return object.deepCopy();
	}

	private void append(String collection, String type, String name, ObjectNode object) {
		this.revision++;
		((ObjectNode) object.path("metadata")).put("resourceVersion", Long.toString(this.revision));
		this.history.add(new Event(this.revision, collection, name, type, object.deepCopy()));
		notifyAll();
	}

	private static boolean isCollection(String path) {
		String last = path.substring(path.lastIndexOf('/') + 1);
		return List
			.of("configmaps", "apiservices", "namespaces", "leases", "secrets", "services",
					"certificatesigningrequests", "endpointslices")
			.contains(last);
	}

	static ObjectNode status(int code, String message) {
		return JsonNodeFactory.instance.objectNode()
			.put("kind", "Status")
			.put("apiVersion", "v1")
			.put("status", "Failure")
			.put("message", message)
			.put("code", code);
	}

	record Answer(int code, ObjectNode body) {
	}

	private record Event(long revision, String collection, String name, String type, ObjectNode object) {
	}

	@FunctionalInterface
	interface Sink {

		void write(JsonNode line) throws IOException;

	}

}
