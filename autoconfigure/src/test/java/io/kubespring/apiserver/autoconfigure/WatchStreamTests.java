package io.kubespring.apiserver.autoconfigure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

import javax.net.ssl.SSLSocket;

import io.kubespring.apiserver.cluster.Eventually;
import io.kubespring.apiserver.server.ApiServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Watches as bodies of responses.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class WatchStreamTests {

	private static final String WIDGETS = "/apis/test.example.com/v1/namespaces/default/widgets";

	@TempDir
	static Path directory;

	private static RunningServer server;

	@BeforeAll
	static void start() throws Exception {
		server = RunningServer.start(directory, "--apiserver.watch.history-size=256KB");
		server.create("first", "red");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	private static int watches() {
		return server.beansOfType(ApiServer.class).values().iterator().next().watches();
	}

	private static HttpResponse<byte[]> watch(String query, String... headers) throws Exception {
		return server.client(server.admin())
			.send(server.request(WIDGETS + "?watch=1&timeoutSeconds=1" + query).headers(headers).build(),
					BodyHandlers.ofByteArray());
	}

	@Test
	void watchListIsCompressedWhenTheClientTakesIt() throws Exception {
		HttpResponse<byte[]> response = watch("&allowWatchBookmarks=1", "Accept-Encoding", "br, gzip");
		assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
		assertThat(response.headers().firstValue("Vary")).hasValue("Accept-Encoding");
		String text = new String(new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes(),
				StandardCharsets.UTF_8);
		assertThat(text).startsWith("{\"type\":\"ADDED\",").contains("k8s.io/initial-events-end").endsWith("}\n");
	}

	@Test
	void otherWatchesAndOtherClientsGetPlainText() throws Exception {
		HttpResponse<byte[]> weighted = watch("&allowWatchBookmarks=1", "Accept-Encoding", "gzip;q=1.0");
		HttpResponse<byte[]> unmarked = watch("", "Accept-Encoding", "gzip");
		for (HttpResponse<byte[]> response : new HttpResponse[] { weighted, unmarked }) {
			assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
			assertThat(response.headers().firstValue("Vary")).isEmpty();
			assertThat(new String(response.body(), StandardCharsets.UTF_8)).startsWith("{\"type\":\"ADDED\",");
		}
	}

	@Test
	void yamlIsRefusedInYamlWhateverElseIsAccepted() throws Exception {
		HttpResponse<byte[]> response = watch("", "Accept", "application/yaml,application/json;q=0.1");
		assertThat(response.statusCode()).isEqualTo(406);
		assertThat(new String(response.body(), StandardCharsets.UTF_8)).startsWith("apiVersion: v1\ncode: 406\n")
			.contains("only the following media types are accepted: application/json;stream=watch");
	}

	@Test
	void watchAsAListEndsWithItsFirstEvent() throws Exception {
		String list = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";
		assertThat(watch("", "Accept", list).body()).isEmpty();
		assertThat(new String(watch("&resourceVersion=1", "Accept", list).body(), StandardCharsets.UTF_8))
			.contains("\"type\":\"ERROR\"", "\"code\":410");
	}

	@Test
	void watchWithoutTimeToFindTheLatestStateFails() throws Exception {
		HttpResponse<byte[]> response = server.client(server.admin())
			.send(server.request(WIDGETS + "?watch=1&timeoutSeconds=-1").build(), BodyHandlers.ofByteArray());
		assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo(
				"{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\","
						+ "\"message\":\"context deadline exceeded\",\"reason\":\"InternalError\",\"code\":500}}\n");
	}

	@Test
	void clientThatNeverReadsLosesItsConnectionWhenItIsOvertaken() throws Exception {
		try (SSLSocket socket = server.connect(server.admin())) {
			socket.getOutputStream()
				.write(("GET " + WIDGETS + "?watch=1 HTTP/1.1\r\nHost: localhost\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			while (watches() == 0) {
				Thread.onSpinWait();
			}
			String color = "x".repeat(500_000);
			for (int i = 0; i < 300 && watches() > 0; i++) {
				server.create("big" + i, color);
			}
			Eventually.isTrue(() -> watches() == 0);
			assertThat(isCut(socket.getInputStream())).as("cut, not ended").isTrue();
		}
	}

	/**
	 * Read all that is left; a body that ends has an empty chunk at its end.
	 */
	private static boolean isCut(InputStream stream) {
		byte[] last = new byte[7];
		byte[] buffer = new byte[65536];
		try {
			for (int length = stream.read(buffer); length > 0; length = stream.read(buffer)) {
				for (int i = Math.max(0, length - last.length); i < length; i++) {
					System.arraycopy(last, 1, last, 0, last.length - 1);
					last[last.length - 1] = buffer[i];
				}
			}
		}
		catch (IOException ex) {
			return true;
		}
		return !new String(last, StandardCharsets.US_ASCII).equals("\r\n0\r\n\r\n");
	}

}
