package io.kubespring.apiserver.autoconfigure;

import java.util.List;
import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * An application that is a command for once, and prints its manifests or looks at its
 * installation, does nothing else: no server, no part in a cluster, no bean that is not
 * looked at, nothing on the standard output but what it prints.
 */
final class CommandEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	static final String PRINT_MANIFESTS = "apiserver.print-manifests";

	static final String DOCTOR = "apiserver.doctor";

	static final String NAME = "kubespringCommand";

	private static final Map<String, Object> QUIET = Map.of("spring.main.web-application-type", "none",
			"spring.main.banner-mode", "off", "spring.main.log-startup-info", "false",
			"spring.main.lazy-initialization", "true", "logging.threshold.console", "error", "apiserver.mode",
			"standalone");

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		boolean wanted = List.of(PRINT_MANIFESTS, DOCTOR).stream().anyMatch((name) -> isWanted(environment, name));
		if (wanted && !environment.getPropertySources().contains(NAME)) {
			environment.getPropertySources().addFirst(new MapPropertySource(NAME, QUIET));
		}
	}

	private static boolean isWanted(ConfigurableEnvironment environment, String name) {
		String wanted = environment.getProperty(name);
		return wanted != null && !wanted.equalsIgnoreCase("false");
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE - 1;
	}

}
