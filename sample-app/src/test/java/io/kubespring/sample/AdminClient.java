package io.kubespring.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * Talks to the server that a kubeconfig names, as the user that it names.
 */
public class AdminClient {

	private final JsonMapper mapper = new JsonMapper();

	private final String server;

	private final HttpClient http;

	public AdminClient(Path kubeconfig) throws IOException {
		Map<String, Object> config = new Yaml().load(Files.readString(kubeconfig));
		Map<String, String> cluster = entry(config, "clusters", "cluster");
		Map<String, String> user = entry(config, "users", "user");
		this.server = cluster.get("server");
		this.http = HttpClient.newBuilder()
			.sslContext(SslBundle
				.of(new PemSslStoreBundle(
						PemSslStoreDetails.forCertificates(pem(user, "client-certificate-data"))
							.withPrivateKey(pem(user, "client-key-data")),
						PemSslStoreDetails.forCertificates(pem(cluster, "certificate-authority-data"))))
				.createSslContext())
			.connectTimeout(Duration.ofSeconds(10))
			.build();
	}

	private static Map<String, String> entry(Map<String, Object> config, String list, String name) {
		@SuppressWarnings("unchecked")
		List<Map<String, Map<String, String>>> entries = (List<Map<String, Map<String, String>>>) config.get(list);
		return entries.get(0).get(name);
	}

	private static String pem(Map<String, String> entry, String name) {
		return new String(Base64.getDecoder().decode(entry.get(name)), StandardCharsets.US_ASCII);
	}

	public String server() {
		return this.server;
	}

	public JsonNode get(String path) throws Exception {
		return get(path, "application/json");
	}

	public JsonNode get(String path, String accept) throws Exception {
		return json(send(request(path).header("Accept", accept)));
	}

	public String getText(String path) throws Exception {
		return send(request(path));
	}

	public JsonNode create(String path, String body) throws Exception {
		return json(send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body))));
	}

	public JsonNode patch(String path, String body) throws Exception {
		return json(send(request(path).header("Content-Type", "application/merge-patch+json")
			.method("PATCH", BodyPublishers.ofString(body))));
	}

	public JsonNode delete(String path) throws Exception {
		return json(send(request(path).DELETE()));
	}

	public Watch watch(String path) throws Exception {
		return new Watch(this.http.send(request(path).build(), BodyHandlers.ofLines()).body());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.server + path));
	}

	private String send(HttpRequest.Builder request) throws Exception {
		return this.http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString()).body();
	}

	private JsonNode json(String body) {
		return this.mapper.readTree(body);
	}

	/**
	 * The events of one watch, read one by one.
	 */
	public class Watch implements AutoCloseable {

		private final Stream<String> lines;

		private final Iterator<String> events;

		Watch(Stream<String> lines) {
			this.lines = lines;
			this.events = lines.iterator();
		}

		public JsonNode next() {
			return json(this.events.next());
		}

		@Override
		public void close() {
			this.lines.close();
		}

	}

}
