package io.kubespring.apiserver.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Defaults that an API server needs where Boot's are meant for web applications. Whatever
 * the application sets wins.
 */
final class ApiServerDefaultsEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	static final String NAME = "kubespringDefaults";

	/**
	 * It tells of each malformed request, at any length that a stranger likes.
	 */
	private static final String LOG_OF_BAD_REQUESTS = "logging.level.reactor.netty.http.server.HttpServerOperations";

	private static final String LEAK_DETECTION = "spring.netty.leak-detection";

	/**
	 * Netty's own properties, of which the second is an old name of the first.
	 */
	private static final List<String> LEAK_DETECTION_OF_NETTY = List.of("io.netty.leakDetection.level",
			"io.netty.leakDetectionLevel");

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		Map<String, Object> defaults = new LinkedHashMap<>();
		defaults.put("server.port", "8443");
		defaults.put("server.http2.enabled", "true");
		defaults.put("spring.lifecycle.timeout-per-shutdown-phase", "65s");
		defaults.put("management.endpoint.health.probes.enabled", "true");
		defaults.put(LOG_OF_BAD_REQUESTS, "error");
		if (LEAK_DETECTION_OF_NETTY.stream().noneMatch(environment::containsProperty)) {
			defaults.put(LEAK_DETECTION, "disabled");
		}
		if (!ApiServerMode.isCluster(environment)) {
			defaults.put("kubernetes.informer.enabled", "false");
			defaults.put("kubernetes.reconciler.enabled", "false");
			defaults.put("kubernetes.manifests.enabled", "false");
		}
		if (!environment.getPropertySources().contains(NAME)) {
			environment.getPropertySources().addLast(new MapPropertySource(NAME, defaults));
		}
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
