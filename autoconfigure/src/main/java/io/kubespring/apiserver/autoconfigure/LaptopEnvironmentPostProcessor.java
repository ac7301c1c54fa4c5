package io.kubespring.apiserver.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import io.kubespring.apiserver.laptop.LaptopAddress;
import io.kubespring.apiserver.laptop.LaptopRefusedException;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * What follows from {@code apiserver.laptop.address}: it wins over how the application is
 * installed in its cluster, so that one flag is enough.
 */
final class LaptopEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	static final String ADDRESS = "apiserver.laptop.address";

	static final String NAME = "kubespringLaptop";

	private static final String SERVICE_NAME = "apiserver.registration.service.name";

	static boolean isWanted(Environment environment) {
		return StringUtils.hasText(environment.getProperty(ADDRESS));
	}

	/**
	 * The address that is configured.
	 * @throws LaptopRefusedException if it cannot be used
	 */
	static LaptopAddress address(Environment environment) {
		return LaptopAddress.parse(environment.getProperty(ADDRESS, ""),
				environment.getProperty("server.port", Integer.class, 8443));
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		boolean prints = environment.containsProperty(CommandEnvironmentPostProcessor.PRINT_MANIFESTS);
		if (isWanted(environment) && !prints && !environment.getPropertySources().contains(NAME)) {
			environment.getPropertySources().addFirst(new MapPropertySource(NAME, settings(environment)));
		}
	}

	private static Map<String, Object> settings(Environment environment) {
		String application = environment.getProperty("spring.application.name", "kubespring");
		String service = environment.getProperty("apiserver.laptop.service-name",
				environment.getProperty(SERVICE_NAME, application) + "-laptop");
		Map<String, Object> settings = new LinkedHashMap<>();
		settings.put("apiserver.mode", "cluster");
		settings.put("apiserver.certificate.mode", "memory");
		settings.put("apiserver.registration.enabled", "true");
		settings.put(SERVICE_NAME, service);
		settings.put("apiserver.storage.memory.lease-name", service);
		try {
			settings.put("apiserver.registration.service.port", String.valueOf(address(environment).port()));
		}
		catch (LaptopRefusedException ex) {
			// is told at start, when there is somebody who can tell it
		}
		return settings;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE - 2;
	}

}
