package io.kubespring.apiserver.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.certificate.TestCertificates;
import io.kubespring.apiserver.cluster.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everything that is trusted, and everything that is presented, is replaced while clients
 * ask without a pause: no request fails and no watch ends.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ReloadUnderLoadTests {

	private static final String FOOS = "/apis/g.io/v1/namespaces/n/foos";

	private static final int WATCHES = 200;

	private static final int REQUESTS = 8;

	private static final TestCertificates NEW_FRONT_PROXIES = TestCertificates.authority("fp2");

	private static final TestCertificates NEW_PROXY = NEW_FRONT_PROXIES.leaf("front-proxy-client");

	private static final TestCertificates RENAMED_PROXY = NEW_FRONT_PROXIES.leaf("aggregator");

	private static final TestCertificates NEW_CLIENTS = TestCertificates.authority("cl2");

	private static final TestCertificates NEW_ALICE = NEW_CLIENTS.leaf("alice");

	@TempDir
	Path directory;

	private volatile TestCertificates proxy = ExtensionServer.PROXY;

	private volatile TestCertificates client = ExtensionServer.ALICE;

	@Test
	void rotationsFailNoRequestAndEndNoWatch() throws Exception {
		try (ExtensionServer server = ExtensionServer.start(this.directory,
				"--apiserver.authorization.cache.allowed-ttl=1s", "--apiserver.serving.reload-interval=50ms")) {
			server.namespace("n", "Active");
			try (RawHttp2 watching = new RawHttp2(
					TestHandshake.connectAs(server.port(), ExtensionServer.PROXY, "h2"))) {
				List<Integer> watches = watch(watching);
				SteadyTraffic traffic = new SteadyTraffic(server, FOOS);
				try (traffic) {
					traffic.overOneConnection(() -> this.proxy, "x-remote-user", "alice");
					traffic.overNewConnections(() -> this.proxy, "X-Remote-User", "alice");
					traffic.overOneConnection(() -> this.client);
					traffic.overNewConnections(() -> this.client);
					traffic.await(REQUESTS);
					rotateAuthorities(server, traffic);
					rotateServing(server, traffic);
				}
				System.out.println(traffic.served() + " requests, " + traffic.failures().size() + " failed");
				assertThat(traffic.failures()).isEmpty();
				assertThat(traffic.served()).isGreaterThan(4 * 9 * REQUESTS);
				create(server);
				for (int watch : watches) {
					assertThat(watching.line(watch)).contains("\"type\":\"ADDED\"", "\"name\":\"at-the-end\"");
				}
			}
		}
	}

	private static List<Integer> watch(RawHttp2 watching) throws IOException {
		List<Integer> watches = new ArrayList<>();
		for (int i = 0; i < WATCHES; i++) {
			watches.add(watching.get(FOOS + "?watch=true", "x-remote-user", "alice"));
		}
		return watches;
	}

	private void rotateAuthorities(ExtensionServer server, SteadyTraffic traffic) {
		String oldProxies = ExtensionServer.FRONT_PROXIES.pem();
		String oldClients = ExtensionServer.CLIENTS.pem();
		trust(server, oldClients, oldProxies + NEW_FRONT_PROXIES.pem(), "front-proxy-client");
		this.proxy = NEW_PROXY;
		traffic.await(REQUESTS);
		trust(server, oldClients, NEW_FRONT_PROXIES.pem(), "front-proxy-client");
		traffic.await(REQUESTS);
		trust(server, oldClients + NEW_CLIENTS.pem(), NEW_FRONT_PROXIES.pem(), "front-proxy-client");
		this.client = NEW_ALICE;
		traffic.await(REQUESTS);
		trust(server, NEW_CLIENTS.pem(), NEW_FRONT_PROXIES.pem(), "front-proxy-client");
		traffic.await(REQUESTS);
		trust(server, NEW_CLIENTS.pem(), NEW_FRONT_PROXIES.pem(), "front-proxy-client\",\"aggregator");
		this.proxy = RENAMED_PROXY;
		traffic.await(REQUESTS);
		trust(server, NEW_CLIENTS.pem(), NEW_FRONT_PROXIES.pem(), "aggregator");
		traffic.await(REQUESTS);
	}

	/**
	 * The key first, then the certificate, as one after the other in the same directory.
	 */
	private void rotateServing(ExtensionServer server, SteadyTraffic traffic) throws IOException {
		for (TestCertificates next : List.of(ExtensionServer.serving("localhost"),
				TestCertificates.authority("another").server("localhost"))) {
			Files.writeString(this.directory.resolve("tls.key"), next.keyPem());
			traffic.await(REQUESTS);
			Files.writeString(this.directory.resolve("tls.crt"), next.pem());
			Eventually.holds(() -> assertThat(TestHandshake.with(server.port()).certificate()).isEqualTo(next.issue()));
			traffic.await(REQUESTS);
		}
	}

	private static void trust(ExtensionServer server, String clients, String proxies, String names) {
		String allowed = "[\"" + names + "\"]";
		server.host().authenticationConfig(clients, proxies, allowed);
		Eventually.isTrue(() -> server.trust().acceptedIssuers().size() == count(clients + proxies)
				&& server.trust().requestHeader().allowedNames().size() == names.split(",").length
				&& server.trust().requestHeader().allowedNames().contains(names.split("\"")[0]));
	}

	private static int count(String pem) {
		return pem.split("-----BEGIN CERTIFICATE-----").length - 1;
	}

	private static void create(ExtensionServer server) throws Exception {
		try (RawHttp2 client = new RawHttp2(TestHandshake.connectAs(server.port(), NEW_ALICE, "h2"))) {
			int stream = client.nextStream();
			client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream,
					RawHttp2.request("POST", FOOS, "content-type", "application/json"));
			client.frame(RawHttp2.DATA, RawHttp2.END_STREAM, stream,
					"{\"apiVersion\":\"g.io/v1\",\"kind\":\"Foo\",\"metadata\":{\"name\":\"at-the-end\"}}".getBytes());
			assertThat(client.answer(stream).status()).isEqualTo(201);
		}
	}

}
