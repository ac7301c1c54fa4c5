package io.kubespring.apiserver.autoconfigure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.admission.AdmissionAttributes;
import io.kubespring.apiserver.admission.MutatingAdmission;
import io.kubespring.apiserver.admission.ValidatingAdmission;
import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.authorization.Decision;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Getter;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.server.RequestAuthentication;
import io.kubespring.apiserver.server.RequestAuthorization;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.test.context.assertj.AssertableReactiveWebApplicationContext;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a user reads when the application cannot start.
 */
class FailureAnalysisTests {

	@TempDir
	Path directory;

	@Test
	void basePathHidesTheApi() {
		assertAnalysis(standalone().withBean(Widgets.class).withPropertyValues("spring.webflux.base-path=/shop"),
				new HiddenByBasePathFailureAnalyzer(),
				"spring.webflux.base-path is '/shop', which would hide the API: its paths begin with /apis.",
				"Remove spring.webflux.base-path, and give the application's own controllers the prefix instead.");
	}

	@Test
	void clusterIsNowhere() {
		assertAnalysis(runner().withBean(Widgets.class).withPropertyValues("apiserver.mode=cluster"),
				new HostClusterFailureAnalyzer(),
				"Not in a pod: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set",
				"Run in a pod with a service account, set apiserver.cluster.kubeconfig to a kubeconfig file, or set"
						+ " apiserver.mode=standalone.");
	}

	@Test
	void kubeconfigIsMissing() {
		Path missing = this.directory.resolve("missing");
		assertAnalysis(runner().withBean(Widgets.class).withPropertyValues("apiserver.cluster.kubeconfig=" + missing),
				new HostClusterFailureAnalyzer(), "Unable to use kubeconfig " + missing + ": " + missing,
				"Run in a pod with a service account, set apiserver.cluster.kubeconfig to a kubeconfig file, or set"
						+ " apiserver.mode=standalone.");
	}

	@Test
	void servingCertificateIsMissingInACluster() throws IOException {
		cluster().withBean(Widgets.class).run((context) -> {
			MissingServingCertificateException failure = null;
			try {
				context.getBean(ApiServerNettyCustomizer.class).customize(new NettyReactiveWebServerFactory());
			}
			catch (MissingServingCertificateException ex) {
				failure = ex;
			}
			FailureAnalysis analysis = new MissingServingCertificateFailureAnalyzer().analyze(failure);
			assertThat(analysis.getDescription())
				.isEqualTo("The application extends a cluster, and no certificate to serve with is configured.");
			assertThat(analysis.getAction()).isEqualTo(
					"Set apiserver.certificate.mode=secret and apiserver.registration.service.name, and the application makes"
							+ " its certificate itself; or set server.ssl.certificate and"
							+ " server.ssl.certificate-private-key to mounted PEM files whose certificate is for"
							+ " <service>.<namespace>.svc, or server.ssl.bundle; or set apiserver.mode=standalone.");
		});
	}

	@Test
	void serviceNameIsMissing() throws IOException {
		assertAnalysis(cluster().withBean(Widgets.class).withPropertyValues("apiserver.registration.enabled=true"),
				new MissingServiceNameFailureAnalyzer(),
				"apiserver.registration.enabled is set, and apiserver.registration.service.name is not.",
				"Set apiserver.registration.service.name to the name of the Service in front of the application.");
	}

	@Test
	void signerIsMissing() throws IOException {
		assertAnalysis(cluster().withBean(Widgets.class)
			.withPropertyValues("apiserver.certificate.mode=csr", "apiserver.registration.service.name=widgets"),
				new MissingSignerNameFailureAnalyzer(),
				"apiserver.certificate.mode is csr, and apiserver.certificate.signer-name is not set.",
				"Set apiserver.certificate.signer-name to a signer of the cluster that issues serving certificates, or"
						+ " apiserver.certificate.mode=secret to do without one.");
	}

	@Test
	void storeIsMissing() {
		assertAnalysis(
				new ReactiveWebApplicationContextRunner()
					.withConfiguration(AutoConfigurations.of(ApiServerAutoConfiguration.class,
							ApiServerAuthenticationAutoConfiguration.class,
							ApiServerAuthorizationAutoConfiguration.class, ApiServerCertificateAutoConfiguration.class))
					.withPropertyValues("apiserver.mode=standalone", "apiserver.standalone.directory=" + this.directory)
					.withBean(Widgets.class),
				new MissingStoreFailureAnalyzer(),
				Widgets.class.getName() + " is a StoredResource, and there is no Store for its objects",
				"Declare a Store bean, or do not exclude ApiServerStorageAutoConfiguration, which has one in memory.");
	}

	@Test
	void twoBeansServeOneResource() {
		assertAnalysis(standalone().withBean(Widgets.class).withBean(MoreWidgets.class),
				new InvalidResourceFailureAnalyzer(),
				MoreWidgets.class.getName() + ": it serves widgets.test.example.com in version v1, which "
						+ Widgets.class.getName() + " serves too",
				"Remove one of the beans, or give one another group, version or plural name.");
	}

	@Test
	void fileOfAuthoritiesIsMissing() throws IOException {
		Path missing = this.directory.resolve("ca.pem");
		for (String property : List.of("client-ca-file", "request-header.client-ca-file")) {
			assertAnalysis(
					cluster().withBean(Widgets.class)
						.withPropertyValues("apiserver.authentication." + property + "=" + missing),
					new AuthorityFileFailureAnalyzer(),
					"Unable to read certificates from " + missing + ": java.nio.file.NoSuchFileException: " + missing,
					"Let apiserver.authentication.client-ca-file and"
							+ " apiserver.authentication.request-header.client-ca-file name files of PEM certificates,"
							+ " or remove them to ask the host cluster.");
		}
	}

	@Test
	void typeArgumentIsMissing() {
		assertAnalysis(standalone().withBean(Untyped.class), new InvalidResourceFailureAnalyzer(),
				Untyped.class.getName() + ": the type argument of StoredResource is missing",
				"Name the Java type of the objects: StoredResource<YourType>.");
	}

	@Test
	void storedBeanServesVerbsToo() {
		assertAnalysis(standalone().withBean(Mixed.class), new InvalidResourceFailureAnalyzer(),
				Mixed.class.getName()
						+ ": it is a StoredResource, whose objects the store holds, and also serves [GET] itself",
				"Implement either StoredResource or verb interfaces.");
	}

	@Test
	void admissionIsForNothingThatIsServed() {
		assertAnalysis(standalone().withBean(Widgets.class).withBean(ShelvesOnly.class),
				new InvalidResourceFailureAnalyzer(),
				ShelvesOnly.class.getName() + ": it takes part in the admission of objects that no resource has",
				"Name the Java type of a resource that is served, or KubernetesObject for all.");
	}

	@Test
	void admissionNamesNoType() {
		assertAnalysis(standalone().withBean(Widgets.class).withBean(UntypedAdmission.class),
				new InvalidResourceFailureAnalyzer(),
				UntypedAdmission.class.getName() + ": the type argument of MutatingAdmission is missing",
				"Name the Java type of the objects: MutatingAdmission<YourType>, or"
						+ " MutatingAdmission<KubernetesObject> for all.");
	}

	@Test
	void applicationReplacesTheFloorOfAuthorization() {
		RequestAuthorization open = new RequestAuthorization((user, request) -> Mono.just(Decision.ALLOW));
		String action = "Declare Authenticator or Authorizer beans instead: they are asked in addition, in order.";
		assertAnalysis(standalone().withBean(Widgets.class).withBean("mine", RequestAuthorization.class, () -> open),
				new ReplacedFloorFailureAnalyzer(),
				"The bean 'mine' is a RequestAuthorization of the application, which would replace what guards the API.",
				action);
		assertAnalysis(
				standalone().withBean(Widgets.class)
					.withBean("mine", RequestAuthorization.class, () -> open, (bean) -> bean.setPrimary(true)),
				new ReplacedFloorFailureAnalyzer(),
				"The bean 'mine' is a RequestAuthorization of the application, which would replace what guards the API.",
				action);
		assertAnalysis(
				standalone().withBean(Widgets.class)
					.withConfiguration(AutoConfigurations.of(OpenDoor.class))
					.withAllowBeanDefinitionOverriding(true),
				new ReplacedFloorFailureAnalyzer(),
				"The bean 'requestAuthentication' is a RequestAuthentication of the application, which would replace"
						+ " what guards the API.",
				action);
	}

	@Test
	void analyzersLeaveOtherFailuresAlone() {
		assertThat(new HiddenByBasePathFailureAnalyzer().analyze(new IllegalStateException("not ours"))).isNull();
	}

	private ReactiveWebApplicationContextRunner runner() {
		return new ReactiveWebApplicationContextRunner().withConfiguration(ApiServerAutoConfigurationTests.ALL);
	}

	private ReactiveWebApplicationContextRunner standalone() {
		return runner().withPropertyValues("apiserver.mode=standalone",
				"apiserver.standalone.directory=" + this.directory);
	}

	private ReactiveWebApplicationContextRunner cluster() throws IOException {
		return runner().withPropertyValues(
				"apiserver.cluster.kubeconfig=" + ApiServerAutoConfigurationTests.writeKubeconfig(this.directory));
	}

	private static void assertAnalysis(ReactiveWebApplicationContextRunner runner, FailureAnalyzer analyzer,
			String description, String action) {
		runner.run((context) -> {
			FailureAnalysis analysis = analyzer.analyze(failure(context));
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).isEqualTo(description);
			assertThat(analysis.getAction()).isEqualTo(action);
		});
	}

	private static @Nullable Throwable failure(AssertableReactiveWebApplicationContext context) {
		assertThat(context).hasFailed();
		return context.getStartupFailure();
	}

	/**
	 * Comes after ours, so that its beans are what is left of their names.
	 */
	@AutoConfiguration(after = ApiServerAuthenticationAutoConfiguration.class)
	static class OpenDoor {

		@Bean
		RequestAuthentication requestAuthentication() {
			return new RequestAuthentication((request) -> Mono.just(new UserInfo("root", "", List.of(), Map.of())));
		}

	}

	@ApiResource(group = "test.example.com", version = "v1")
	static class MoreWidgets implements StoredResource<Widgets.Widget> {

	}

	static class ShelvesOnly implements ValidatingAdmission<Shelves.Shelf> {

		@Override
		public void validate(AdmissionAttributes<Shelves.Shelf> attributes) {
		}

	}

	@SuppressWarnings("rawtypes")
	static class UntypedAdmission implements MutatingAdmission {

		@Override
		public void admit(AdmissionAttributes attributes) {
		}

	}

	@ApiResource(group = "test.example.com", version = "v1")
	@SuppressWarnings("rawtypes")
	static class Untyped implements StoredResource {

	}

	@ApiResource(group = "test.example.com", version = "v1")
	static class Mixed implements StoredResource<Widgets.Widget>, Getter<Widgets.Widget> {

		@Override
		public Widgets.@Nullable Widget get(String name, RequestContext context) {
			return null;
		}

	}

}
