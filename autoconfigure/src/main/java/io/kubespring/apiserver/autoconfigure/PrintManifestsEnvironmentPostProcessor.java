package io.kubespring.apiserver.autoconfigure;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * An application that prints its manifests does nothing else: no server, no cluster, no
 * bean that is not looked at, nothing on the standard output but YAML.
 */
final class PrintManifestsEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	static final String PROPERTY = "apiserver.print-manifests";

	static final String NAME = "kubespringPrintManifests";

	private static final Map<String, Object> QUIET = Map.of("spring.main.web-application-type", "none",
			"spring.main.banner-mode", "off", "spring.main.log-startup-info", "false",
			"spring.main.lazy-initialization", "true", "logging.threshold.console", "error", "apiserver.mode",
			"standalone");

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		String wanted = environment.getProperty(PROPERTY);
		if (wanted != null && !wanted.equalsIgnoreCase("false") && !environment.getPropertySources().contains(NAME)) {
			environment.getPropertySources().addFirst(new MapPropertySource(NAME, QUIET));
		}
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE - 1;
	}

}
