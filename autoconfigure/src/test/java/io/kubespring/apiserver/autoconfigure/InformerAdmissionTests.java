package io.kubespring.apiserver.autoconfigure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManager;

import io.kubernetes.client.informer.SharedIndexInformer;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ConfigMapList;
import io.kubernetes.client.util.generic.GenericKubernetesApi;
import io.kubespring.apiserver.admission.AdmissionAttributes;
import io.kubespring.apiserver.admission.ValidatingAdmission;
import io.kubespring.apiserver.autoconfigure.Widgets.Widget;
import io.kubespring.apiserver.certificate.IssuedCertificate;
import io.kubespring.apiserver.certificate.Pem;
import io.kubespring.apiserver.certificate.StandaloneCredentials;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Scope;
import io.kubespring.apiserver.resource.StoredResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A bean that decides by an informer on a kind of this very server, which is started
 * before there is anything to ask.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class InformerAdmissionTests {

	@TempDir
	Path directory;

	@Test
	@SuppressWarnings("unchecked")
	void beanDecidesByAnInformerOnAnotherKindOfOurs() throws Exception {
		int port = freePort();
		try (RunningServer server = RunningServer.start(this.directory, Application.class, "--server.port=" + port,
				"--kubernetes.informer.enabled=true")) {
			SharedIndexInformer<V1ConfigMap> bans = server.bean(SharedIndexInformer.class);
			while (!bans.hasSynced()) {
				Thread.onSpinWait();
			}
			server.create("early", "red");
			post(server, "/apis/test.example.com/v1/bans",
					"{'apiVersion':'test.example.com/v1','kind':'Ban','metadata':{'name':'late'}}");
			while (bans.getIndexer().getByKey("late") == null) {
				Thread.onSpinWait();
			}
			HttpResponse<String> refused = post(server, "/apis/test.example.com/v1/namespaces/default/widgets",
					"{'apiVersion':'test.example.com/v1','kind':'Widget','metadata':{'name':'late'},"
							+ "'spec':{'color':'red'}}");
			assertThat(refused.statusCode()).isEqualTo(403);
			assertThat(refused.body())
				.contains("\"message\":\"widgets.test.example.com \\\"late\\\" is forbidden: this name is banned\"");
			server.bean(SharedInformerFactory.class).stopAllRegisteredInformers();
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private static HttpResponse<String> post(RunningServer server, String path, String body) throws Exception {
		return server.client(server.admin())
			.send(server.request(path)
				.POST(BodyPublishers.ofString(body.replace('\'', '"')))
				.header("Content-Type", "application/json")
				.build(), BodyHandlers.ofString());
	}

	@ApiResource(group = "test.example.com", version = "v1", kind = "Ban", scope = Scope.CLUSTER)
	static class Bans implements StoredResource<V1ConfigMap> {

	}

	static class BannedNames implements ValidatingAdmission<Widget> {

		private final SharedIndexInformer<V1ConfigMap> bans;

		BannedNames(SharedIndexInformer<V1ConfigMap> bans) {
			this.bans = bans;
		}

		@Override
		public void validate(AdmissionAttributes<Widget> attributes) {
			if (!this.bans.hasSynced()) {
				throw attributes.forbidden("not yet ready to handle request");
			}
			if (this.bans.getIndexer().getByKey(attributes.name()) != null) {
				throw attributes.forbidden("this name is banned");
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Widgets.class, Bans.class, BannedNames.class })
	static class Application {

		@Bean
		ApiClient ownClient(StandaloneCredentials credentials, Environment environment) {
			IssuedCertificate admin = credentials.admin();
			ApiClient client = new ApiClient();
			client.setBasePath("https://localhost:" + environment.getProperty("server.port"));
			client.setKeyManagers(new KeyManager[] { new PresentedCertificate(admin.certificate(), admin.key()) });
			client.setSslCaCert(
					new ByteArrayInputStream(Pem.write(credentials.authority()).getBytes(StandardCharsets.US_ASCII)));
			client.setHttpClient(client.getHttpClient().newBuilder().readTimeout(Duration.ZERO).build());
			return client;
		}

		@Bean
		SharedIndexInformer<V1ConfigMap> bans(SharedInformerFactory factory, ApiClient client) {
			return factory.sharedIndexInformerFor(new GenericKubernetesApi<>(V1ConfigMap.class, V1ConfigMapList.class,
					"test.example.com", "v1", "bans", client), V1ConfigMap.class, 0);
		}

		@Bean
		InitializingBean informers(SharedInformerFactory factory, SharedIndexInformer<V1ConfigMap> bans) {
			return factory::startAllRegisteredInformers;
		}

	}

}
