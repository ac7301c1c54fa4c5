package io.kubespring.apiserver.autoconfigure;

import java.io.PrintStream;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

import io.kubespring.apiserver.installation.Installation;
import io.kubespring.apiserver.installation.Manifests;
import io.kubespring.apiserver.registry.ResourceDefinition;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Prints the application's manifests instead of running it: before the application's own
 * runners have their turn the process ends.
 */
final class ManifestPrinter implements ApplicationListener<ApplicationStartedEvent>, Ordered {

	private final Installation installation;

	private final Supplier<List<ResourceDefinition>> definitions;

	private final PrintStream out;

	private final IntConsumer exit;

	ManifestPrinter(Installation installation, Supplier<List<ResourceDefinition>> definitions, PrintStream out,
			IntConsumer exit) {
		this.installation = installation;
		this.definitions = definitions;
		this.out = out;
		this.exit = exit;
	}

	@Override
	public void onApplicationEvent(ApplicationStartedEvent event) {
		this.out.print(yaml());
		this.out.flush();
		this.exit.accept(SpringApplication.exit(event.getApplicationContext()));
	}

	String yaml() {
		return Manifests.all(this.installation, this.definitions.get());
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
