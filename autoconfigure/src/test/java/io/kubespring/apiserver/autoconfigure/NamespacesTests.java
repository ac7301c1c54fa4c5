package io.kubespring.apiserver.autoconfigure;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;

import io.kubespring.apiserver.cluster.Eventually;
import io.kubespring.apiserver.cluster.HostNamespaces;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Lister;
import io.kubespring.apiserver.resource.ObjectList;
import io.kubespring.apiserver.server.HealthCheck;
import io.kubespring.apiserver.server.ServerState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class NamespacesTests {

	@TempDir
	private Path directory;

	@Test
	void objectsAreCreatedOnlyWhereTheClusterHasNamespaces() throws Exception {
		try (ExtensionServer server = ExtensionServer.start(this.directory)) {
			assertThat(server.exchange(Version.HTTP_2, ExtensionServer.ALICE, server.request("/readyz/informer-sync"))
				.body()).isEqualTo("ok");
			assertThat(create(server, "first", "").body())
				.contains("\"message\":\"namespaces \\\"ours\\\" not found\"");
			server.namespace("ours", "Active");
			ExtensionServer.Exchange created = create(server, "first", "");
			assertThat(created.body()).contains("\"namespace\":\"ours\"");
			assertThat(created.status()).isEqualTo(201);
			server.namespace("ours", "Terminating");
			Eventually.isTrue(() -> attempt(server).contains("\"reason\":\"NamespaceTerminating\""));
			ExtensionServer.Exchange gone = server.exchange(Version.HTTP_2, ExtensionServer.ALICE,
					server.request("/apis/g.io/v1/namespaces/ours/foos/first").DELETE());
			assertThat(gone.body()).contains("\"status\":\"Success\"");
		}
	}

	private static String attempt(ExtensionServer server) {
		try {
			return create(server, "late", "?dryRun=All").body();
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static ExtensionServer.Exchange create(ExtensionServer server, String name, String query)
			throws IOException, InterruptedException {
		return server.exchange(Version.HTTP_2, ExtensionServer.ALICE,
				server.request("/apis/g.io/v1/namespaces/ours/foos" + query)
					.header("Content-Type", "application/json")
					.POST(BodyPublishers.ofString(
							"{\"apiVersion\":\"g.io/v1\",\"kind\":\"Foo\",\"metadata\":{\"name\":\"" + name + "\"}}")));
	}

	@Test
	void everyNamespaceTakesObjectsStandingAlone() throws Exception {
		try (RunningServer server = RunningServer.start(this.directory)) {
			assertThat(server.beansOfType(HostNamespaces.class)).isEmpty();
			assertThat(send(server, "POST", "/anywhere/widgets", widget(1)).body())
				.contains("\"namespace\":\"anywhere\"");
		}
	}

	@Test
	void collectionIsDeletedAndAnsweredAsItWas() throws Exception {
		try (RunningServer server = RunningServer.start(this.directory,
				"--apiserver.request.delete-collection-workers=3")) {
			int objects = 400;
			for (int i = 0; i < objects; i++) {
				assertThat(send(server, "POST", "/many/widgets", widget(i)).statusCode()).isEqualTo(201);
			}
			String before = send(server, "GET", "/many/widgets", "").body();
			HttpResponse<String> deleted = send(server, "DELETE", "/many/widgets", "");
			assertThat(deleted.body()).isEqualTo(before);
			assertThat(before.split("\"name\":\"w")).hasSize(objects + 1);
			assertThat(send(server, "GET", "/many/widgets", "").body()).contains("\"items\":[]");
		}
	}

	private static String widget(int number) {
		return "{\"apiVersion\":\"test.example.com/v1\",\"kind\":\"Widget\",\"metadata\":{\"name\":\"w" + number
				+ "\",\"annotations\":{\"text\":\"" + "x".repeat(500) + "\"}}}";
	}

	private static HttpResponse<String> send(RunningServer server, String method, String path, String body)
			throws Exception {
		HttpClient client = server.client(server.admin());
		HttpRequest.Builder request = server.request("/apis/test.example.com/v1/namespaces" + path)
			.header("Content-Type", "application/json")
			.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
		return client.send(request.build(), BodyHandlers.ofString());
	}

	@Test
	void namespacesAreWaitedForOnlyIfObjectsCanBeCreatedInThem() throws IOException {
		ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
			.withConfiguration(ApiServerAutoConfigurationTests.ALL)
			.withPropertyValues("apiserver.mode=cluster",
					"apiserver.cluster.kubeconfig=" + ApiServerAutoConfigurationTests.writeKubeconfig(this.directory));
		runner.withBean(Widgets.class)
			.run((context) -> assertThat(checks(context.getBean(ServerState.class))).contains("informer-sync"));
		runner.withBean(Gauges.class).run((context) -> {
			assertThat(checks(context.getBean(ServerState.class))).doesNotContain("informer-sync");
			assertThat(context.getBean(HostNamespaces.class).problem()).isEqualTo("the namespaces were not listed yet");
		});
	}

	private static List<String> checks(ServerState state) {
		return state.checks().stream().map(HealthCheck::name).toList();
	}

	@ApiResource(group = "test.example.com", version = "v1")
	static class Gauges implements Lister<Gauges.Gauge> {

		@Override
		public ObjectList<Gauge> list(ListOptions options, RequestContext context) {
			return ObjectList.of(List.of());
		}

		static class Gauge extends ApiObject<Void, Void> {

		}

	}

}
