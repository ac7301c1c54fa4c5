package io.kubespring.apiserver.autoconfigure;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.kubespring.apiserver.cluster.StandInHostApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.support.EnvironmentPostProcessorApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The command as a user starts it, with an exit that does not end the tests.
 */
class UnregisterCommandTests {

	private final StandInHostApi host = StandInHostApi.start();

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final List<Integer> exits = new ArrayList<>();

	@TempDir
	private Path directory;

	@BeforeEach
	void fill() {
		for (String[] object : new String[][] { { "v1.g", "orders" }, { "v2.g", "orders" },
				{ "v1.others", "others" } }) {
			this.host.put(StandInHostApi.API_SERVICES, this.host.object("""
					{"metadata": {"name": "%s"}, "spec": {"service": {"namespace": "ours", "name": "%s"}}}"""
				.formatted((Object[]) object)));
		}
	}

	@AfterEach
	void stop() {
		this.host.close();
	}

	@Test
	void removesWhatLeadsToServiceBeforeAnyBeanIsMade() {
		run("--apiserver.unregister", "--apiserver.registration.service.name=orders");
		assertThat(output()).isEqualTo("""
				apiservice.apiregistration.k8s.io/v1.g removed
				apiservice.apiregistration.k8s.io/v2.g removed
				Now the Service and what is behind it can go
				""");
		assertThat(this.exits).containsExactly(0);
		assertThat(this.host.exists(StandInHostApi.API_SERVICES, "v1.g")).isFalse();
		assertThat(this.host.exists(StandInHostApi.API_SERVICES, "v2.g")).isFalse();
		assertThat(this.host.exists(StandInHostApi.API_SERVICES, "v1.others")).isTrue();
	}

	@Test
	void removesWhatALaptopThatWasKilledLeft() {
		String services = "/api/v1/namespaces/ours/services";
		this.host.put(services, this.host
			.object("""
					{"metadata": {"name": "orders-laptop", "labels": {"app.kubernetes.io/managed-by": "kubespring-laptop"}}}"""));
		this.host.put(services, this.host.object("{\"metadata\": {\"name\": \"orders\"}}"));
		this.host.put(StandInHostApi.API_SERVICES, this.host
			.object("""
					{"metadata": {"name": "v3.g"}, "spec": {"service": {"namespace": "ours", "name": "orders-laptop"}}}"""));
		run("--apiserver.unregister", "--apiserver.registration.service.name=orders",
				"--apiserver.laptop.address=localhost");
		assertThat(output()).isEqualTo("""
				apiservice.apiregistration.k8s.io/v3.g removed
				Nothing leads to a laptop by service ours/orders-laptop:8443 any more
				""");
		assertThat(this.host.exists(services, "orders-laptop")).isFalse();
		assertThat(this.host.exists(services, "orders")).isTrue();
		assertThat(this.host.exists(StandInHostApi.API_SERVICES, "v1.g")).isTrue();
	}

	@Test
	void removesNamedOnesOnly() {
		run("--apiserver.unregister=v2.g,v1.others", "--apiserver.registration.service.name=orders");
		assertThat(output()).startsWith("apiservice.apiregistration.k8s.io/v2.g removed\n");
		assertThat(this.host.exists(StandInHostApi.API_SERVICES, "v1.g")).isTrue();
		assertThat(this.host.exists(StandInHostApi.API_SERVICES, "v1.others")).isTrue();
	}

	@Test
	void saysThatThereIsNothing() {
		run("--apiserver.unregister", "--apiserver.registration.service.name=nobody");
		assertThat(output()).isEqualTo("No APIService leads to service ours/nobody:443\n");
		assertThat(this.exits).containsExactly(0);
	}

	@Test
	void saysWhatIsMissingOrRefused() {
		run("--apiserver.unregister");
		assertThat(output()).isEqualTo(
				"Set apiserver.registration.service.name to the name of the Service in front of the application\n");
		this.out.reset();
		this.host.fail((call) -> call.method().equals("DELETE"), 1, 403);
		run("--apiserver.unregister", "--apiserver.registration.service.name=orders");
		assertThat(output()).isEqualTo("Unable to unregister: DELETE /apis/apiregistration.k8s.io/v1/apiservices/v1.g:"
				+ " 403 fault on command\n");
		assertThat(this.exits).containsExactly(1, 1);
	}

	@Test
	void isKnownToEveryApplication() {
		assertThat(SpringFactoriesLoader.loadFactories(ApplicationListener.class, getClass().getClassLoader()))
			.hasAtLeastOneElementOfType(UnregisterCommand.class);
	}

	/**
	 * The first event of the command ends the application here, as the exit does
	 * otherwise.
	 */
	private void run(String... arguments) {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.add("--apiserver.cluster.kubeconfig=" + this.host.kubeconfig(this.directory));
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setLogStartupInfo(false);
		application.setListeners(List.of(new EnvironmentPostProcessorApplicationListener(), new Ending()));
		assertThatExceptionOfType(SpringApplication.AbandonedRunException.class)
			.isThrownBy(() -> application.run(all.toArray(String[]::new)));
	}

	private String output() {
		return this.out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
	}

	private final class Ending implements ApplicationListener<ApplicationPreparedEvent> {

		private final UnregisterCommand command = new UnregisterCommand(
				new PrintStream(UnregisterCommandTests.this.out, true, StandardCharsets.UTF_8), this::exit);

		@Override
		public void onApplicationEvent(ApplicationPreparedEvent event) {
			this.command.onApplicationEvent(event);
		}

		private void exit(int code) {
			UnregisterCommandTests.this.exits.add(code);
			throw new SpringApplication.AbandonedRunException();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
