package io.kubespring.conformance.churn;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonObject;
import com.google.gson.reflect.TypeToken;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.Pair;
import io.kubernetes.client.util.Watch;

/**
 * A metadata client: client-java's watch of objects without their content.
 */
final class MetadataWatch implements AutoCloseable {

	private final Journal seen = new Journal();

	private final Watch<JsonObject> watch;

	private final Thread reader = new Thread(this::read, "metadata-watch");

	private volatile String foreign = "";

	MetadataWatch(ApiClient client, String collection, String revision) throws ApiException {
		Map<String, String> headers = Map.of("Accept",
				"application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json");
		List<Pair> query = List.of(new Pair("watch", "true"), new Pair("resourceVersion", revision));
		this.watch = Watch.createWatch(client, client.buildCall(client.getBasePath(), collection, "GET", query,
				List.of(), null, headers, Map.of(), Map.of(), new String[0], null),
				new TypeToken<Watch.Response<JsonObject>>() {
				}.getType());
		this.reader.start();
	}

	private void read() {
		try {
			while (this.watch.hasNext()) {
				add(this.watch.next());
			}
		}
		catch (RuntimeException ex) {
			this.foreign = ex.toString();
		}
	}

	private void add(Watch.Response<JsonObject> event) {
		JsonObject object = event.object;
		if (!object.get("kind").getAsString().equals("PartialObjectMetadata") || object.has("spec")) {
			this.foreign = object.toString();
		}
		JsonObject metadata = object.getAsJsonObject("metadata");
		this.seen.add(new Change(event.type, metadata.get("name").getAsString(), metadata.get("uid").getAsString(),
				metadata.get("resourceVersion").getAsLong()));
	}

	Journal seen() {
		return this.seen;
	}

	/**
	 * What came that is no metadata, or how the watch broke; empty if all is well.
	 */
	String foreign() {
		return this.foreign;
	}

	@Override
	public void close() throws IOException {
		this.watch.close();
	}

}
