package io.kubespring.apiserver.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class ApiServerDefaultsEnvironmentPostProcessorTests {

	private final ConfigurableEnvironment environment = new StandardEnvironment();

	@Test
	void defaultsSuitAnApiServer() {
		process();
		assertThat(this.environment.getProperty("server.port")).isEqualTo("8443");
		assertThat(this.environment.getProperty("server.http2.enabled")).isEqualTo("true");
		assertThat(this.environment.getProperty("management.endpoint.health.probes.enabled")).isEqualTo("true");
		assertThat(this.environment.getProperty("spring.netty.leak-detection")).isEqualTo("disabled");
	}

	@Test
	void applicationWins() {
		set(Map.of("server.port", "9443", "kubernetes.informer.enabled", "true"));
		process();
		assertThat(this.environment.getProperty("server.port")).isEqualTo("9443");
		assertThat(this.environment.getProperty("kubernetes.informer.enabled")).isEqualTo("true");
	}

	@ParameterizedTest
	@ValueSource(strings = { "io.netty.leakDetection.level", "io.netty.leakDetectionLevel" })
	void whoSetsNettysOwnPropertyDetectsLeaks(String property) {
		set(Map.of(property, "paranoid"));
		process();
		assertThat(this.environment.getProperty("spring.netty.leak-detection")).isNull();
	}

	@Test
	void clientJavaIsLeftOutWhenThereIsNoCluster() {
		process();
		assertThat(this.environment.getProperty("kubernetes.informer.enabled")).isEqualTo("false");
		assertThat(this.environment.getProperty("kubernetes.reconciler.enabled")).isEqualTo("false");
		assertThat(this.environment.getProperty("kubernetes.manifests.enabled")).isEqualTo("false");
	}

	@Test
	void clientJavaIsAsTheApplicationLikesInACluster() {
		set(Map.of("apiserver.mode", "cluster"));
		process();
		assertThat(this.environment.getProperty("kubernetes.informer.enabled")).isNull();
		assertThat(this.environment.getProperty("kubernetes.reconciler.enabled")).isNull();
	}

	private void set(Map<String, Object> properties) {
		this.environment.getPropertySources().addFirst(new MapPropertySource("application", properties));
	}

	private void process() {
		new ApiServerDefaultsEnvironmentPostProcessor().postProcessEnvironment(this.environment,
				new SpringApplication());
	}

}
