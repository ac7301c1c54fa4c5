package io.kubespring.apiserver.autoconfigure;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.kubernetes.client.openapi.ApiClient;
import io.kubespring.apiserver.admission.AdmissionAttributes;
import io.kubespring.apiserver.admission.ValidatingAdmission;
import io.kubespring.apiserver.autoconfigure.ApiServerProperties.Cluster.MissingPermissions;
import io.kubespring.apiserver.autoconfigure.metrics.ApiServerMetricsAutoConfiguration;
import io.kubespring.apiserver.cluster.Eventually;
import io.kubespring.apiserver.cluster.StandInHostApi;
import io.kubespring.apiserver.installation.Installation;
import io.kubespring.apiserver.installation.ResourceAccess;
import io.kubespring.apiserver.installation.SelfSubjectAccessReviewer;
import io.kubespring.apiserver.registration.ServiceReference;
import io.kubespring.apiserver.server.ApiServer;
import io.kubespring.apiserver.server.ServerState;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the application needs in its cluster, asked for at start and printed.
 */
@ExtendWith(OutputCaptureExtension.class)
class InstallationTests {

	private final StandInHostApi host = StandInHostApi.start();

	@TempDir
	Path directory;

	@AfterEach
	void stopHost() {
		this.host.close();
	}

	@Test
	void missingPermissionIsNamedWithWhatMendsIt() {
		refuse("leases", "update");
		cluster().withPropertyValues("apiserver.cluster.missing-permissions=fail").run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = new MissingPermissionsFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).isEqualToNormalizingNewlines("""
					system:serviceaccount:ours:us may not do what the application needs in its cluster.

					Sees to it that one instance serves the memory store. It may not
					    update leases.coordination.k8s.io "shop-store" in namespace ours
					""");
			assertThat(analysis.getAction()).isEqualToNormalizingNewlines("""
					Apply this with kubectl apply -f, as somebody who may give these rights:

					---
					apiVersion: rbac.authorization.k8s.io/v1
					kind: Role
					metadata:
					  name: shop-store-lease
					  namespace: ours
					rules:
					- apiGroups:
					  - coordination.k8s.io
					  resources:
					  - leases
					  verbs:
					  - create
					- apiGroups:
					  - coordination.k8s.io
					  resourceNames:
					  - shop-store
					  resources:
					  - leases
					  verbs:
					  - get
					  - update
					---
					apiVersion: rbac.authorization.k8s.io/v1
					kind: RoleBinding
					metadata:
					  name: shop-store-lease
					  namespace: ours
					roleRef:
					  apiGroup: rbac.authorization.k8s.io
					  kind: Role
					  name: shop-store-lease
					subjects:
					- kind: ServiceAccount
					  name: us
					  namespace: ours

					Or set apiserver.cluster.missing-permissions=warn to go on with what there is.""");
		});
	}

	@Test
	void permissionsMayBeDoneWithout(CapturedOutput output) {
		refuse("leases", "update");
		cluster().withPropertyValues("apiserver.cluster.missing-permissions=warn").run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(ApiServer.class);
			assertThat(context.getBean(PermissionsStart.class).problem()).isNull();
			assertThat(output).containsOnlyOnce(StandInHostApi.US + " may not do what the application needs")
				.contains("update leases.coordination.k8s.io \"shop-store\" in namespace ours");
		});
	}

	@Test
	void permissionsAreWaitedFor(CapturedOutput output) {
		refuse("leases", "update");
		cluster().run((context) -> {
			assertThat(context).hasNotFailed();
			PermissionsStart start = context.getBean(PermissionsStart.class);
			assertThat(start.problem()).contains("update leases.coordination.k8s.io");
			assertThat(context.getBean(ServerState.class).checks())
				.filteredOn((check) -> check.name().equals("permissions"))
				.singleElement()
				.satisfies((check) -> assertThat(check.problem().get()).isEqualTo(start.problem()));
			assertThat(output).containsOnlyOnce("kubectl apply -f, as somebody");
		});
	}

	@Test
	void permissionsThatComeLaterEndTheWait(CapturedOutput output) {
		refuse("leases", "update");
		cluster().run((context) -> {
			VirtualTimeScheduler time = VirtualTimeScheduler.create();
			PermissionsStart start = new PermissionsStart(context.getBean(Permissions.class), MissingPermissions.WAIT,
					time);
			start.start();
			assertThat(start.problem()).isNotNull();
			this.host.onSelfSubjectAccessReview((spec) -> this.host.object().put("allowed", true));
			time.advanceTimeBy(PermissionsStart.PAUSE);
			Eventually.isTrue(() -> start.problem() == null);
			Eventually.holds(
					() -> assertThat(output).containsOnlyOnce("The application may do in its cluster what it needs"));
			start.stop();
		});
	}

	@Test
	void clusterThatCannotBeAskedKeepsNobodyFromStarting(CapturedOutput output) {
		this.host.fail((call) -> call.path().contains("selfsubjectaccessreviews"), Integer.MAX_VALUE, 403);
		cluster().run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(ApiServer.class);
			assertThat(output).containsOnlyOnce("The cluster could not be asked for the permissions of the application:"
					+ " POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews: 403");
		});
	}

	@Test
	void clusterThatDoesNotAnswerKeepsNobodyFromStarting(CapturedOutput output) {
		cluster().run((context) -> {
			VirtualTimeScheduler time = VirtualTimeScheduler.create();
			Silence silence = new Silence();
			PermissionsStart start = new PermissionsStart(new Permissions(silence,
					context.getBean(Permissions.class).installation(), context.getBean(ApiServer.class).definitions()),
					MissingPermissions.FAIL, time);
			Thread starting = new Thread(start::start);
			starting.start();
			assertThat(silence.asked.await(20, TimeUnit.SECONDS)).isTrue();
			Eventually.isTrue(() -> {
				time.advanceTimeBy(PermissionsStart.PATIENCE);
				return !starting.isAlive();
			});
			assertThat(start.problem()).isNull();
			assertThat(output).containsOnlyOnce("The cluster could not be asked for the permissions");
			start.stop();
		});
	}

	@Test
	void onlyWhatIsDoneIsAskedFor() {
		cluster().run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(this.host.calls("selfsubjectaccessreviews"))
				.extracting((call) -> call.body().at("/spec/resourceAttributes/resource").stringValue())
				.contains("configmaps", "tokenreviews", "subjectaccessreviews", "namespaces", "leases")
				.doesNotContain("apiservices");
		});
	}

	@Test
	void manifestsArePrintedWithoutServerAndCluster(@TempDir Path directory) {
		new ApplicationContextRunner().withConfiguration(ApiServerAutoConfigurationTests.ALL)
			.withConfiguration(AutoConfigurations.of(ApiServerMetricsAutoConfiguration.class))
			.withPropertyValues("apiserver.print-manifests=", "apiserver.mode=standalone",
					"spring.main.lazy-initialization=true", "spring.application.name=shop",
					"apiserver.manifests.image=shop:2", "apiserver.registration.service.name=front",
					"apiserver.standalone.directory=" + directory.resolve("standalone"))
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withBean(SimpleMeterRegistry.class)
			.withBean(Widgets.class)
			.withBean(NeedsCluster.class)
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(ApiServer.class);
				assertThat(context.getBean(ManifestPrinter.class).yaml()).contains("image: shop:2")
					.contains("  name: v1.test.example.com")
					.contains("    name: front\n    namespace: shop\n")
					.contains("  - shop-store\n");
				context.getBeanProvider(MeterBinder.class)
					.forEach((binder) -> binder.bindTo(new SimpleMeterRegistry()));
				assertThat(directory).isEmptyDirectory();
			});
	}

	@Test
	void processEndsWhenItHasPrinted() {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		List<Integer> exits = new ArrayList<>();
		GenericApplicationContext context = new GenericApplicationContext();
		context.refresh();
		Installation installation = new Installation("shop", new ServiceReference("shop", "shop", 443),
				new Installation.Needs(true, true, null, Installation.Certificate.SECRET, "shop-serving"), "shop:1",
				8443);
		new ManifestPrinter(installation, List::of, new PrintStream(out), exits::add)
			.onApplicationEvent(started(context));
		assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("---\napiVersion: v1\nkind: Namespace\n");
		assertThat(exits).containsExactly(0);
		assertThat(context.isActive()).isFalse();
	}

	@Test
	void whoPrintsIsQuietAndLazy() {
		StandardEnvironment environment = new StandardEnvironment();
		postProcess(environment);
		assertThat(environment.getProperty("spring.main.lazy-initialization")).isNull();
		environment.getPropertySources()
			.addFirst(new MapPropertySource("arguments",
					Map.of("apiserver.print-manifests", "", "apiserver.mode", "cluster")));
		postProcess(environment);
		assertThat(environment.getProperty("spring.main.lazy-initialization")).isEqualTo("true");
		assertThat(environment.getProperty("spring.main.web-application-type")).isEqualTo("none");
		assertThat(environment.getProperty("apiserver.mode")).isEqualTo("standalone");
		environment.getPropertySources().remove(CommandEnvironmentPostProcessor.NAME);
		environment.getPropertySources()
			.replace("arguments", new MapPropertySource("arguments", Map.of("apiserver.doctor", "false")));
		postProcess(environment);
		assertThat(environment.getProperty("spring.main.lazy-initialization")).isNull();
		environment.getPropertySources()
			.replace("arguments", new MapPropertySource("arguments", Map.of("apiserver.doctor", "")));
		postProcess(environment);
		assertThat(environment.getProperty("spring.main.lazy-initialization")).isEqualTo("true");
	}

	private static void postProcess(StandardEnvironment environment) {
		new CommandEnvironmentPostProcessor().postProcessEnvironment(environment, new SpringApplication());
	}

	private static ApplicationStartedEvent started(ConfigurableApplicationContext context) {
		return new ApplicationStartedEvent(new SpringApplication(), new String[0], context, null);
	}

	private void refuse(String resource, String verb) {
		this.host.onSelfSubjectAccessReview((spec) -> {
			ObjectNode attributes = (ObjectNode) spec.path("resourceAttributes");
			boolean refused = attributes.path("resource").asString("").equals(resource)
					&& attributes.path("verb").asString("").equals(verb);
			return this.host.object().put("allowed", !refused);
		});
	}

	private ReactiveWebApplicationContextRunner cluster() {
		return new ReactiveWebApplicationContextRunner().withConfiguration(ApiServerAutoConfigurationTests.ALL)
			.withPropertyValues("apiserver.cluster.kubeconfig=" + this.host.kubeconfig(this.directory),
					"spring.application.name=shop")
			.withBean(Widgets.class);
	}

	/**
	 * A cluster that never answers.
	 */
	private static final class Silence implements SelfSubjectAccessReviewer {

		private final CountDownLatch asked = new CountDownLatch(1);

		@Override
		public Mono<Boolean> review(ResourceAccess access) {
			this.asked.countDown();
			return Mono.never();
		}

		@Override
		public Mono<String> username() {
			return Mono.never();
		}

	}

	static class NeedsCluster implements ValidatingAdmission<Widgets.Widget> {

		private final ApiClient client;

		NeedsCluster(ApiClient client) {
			this.client = client;
		}

		@Override
		public void validate(AdmissionAttributes<Widgets.Widget> attributes) {
			attributes.addWarning(this.client.getBasePath());
		}

	}

}
