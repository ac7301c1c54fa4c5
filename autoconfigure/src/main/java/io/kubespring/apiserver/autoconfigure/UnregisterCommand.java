package io.kubespring.apiserver.autoconfigure;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.kubespring.apiserver.cluster.HostApiServices;
import io.kubespring.apiserver.cluster.HostCluster;
import io.kubespring.apiserver.cluster.HostObjects;
import io.kubespring.apiserver.laptop.LaptopInstallation;
import io.kubespring.apiserver.registration.ServiceReference;
import io.kubespring.apiserver.registration.Unregistration;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The command {@code --apiserver.unregister}: removes the application's APIService
 * objects from its cluster and ends the process, before any bean is made. With names of
 * objects, separated by commas, it removes only those. Where the application's Service is
 * a laptop's, which goes with the process that made it unless that was killed, the
 * Service is removed as well.
 */
final class UnregisterCommand implements ApplicationListener<ApplicationPreparedEvent> {

	static final String PROPERTY = "apiserver.unregister";

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final PrintStream out;

	private final IntConsumer exit;

	UnregisterCommand() {
		this(System.out, System::exit);
	}

	UnregisterCommand(PrintStream out, IntConsumer exit) {
		this.out = out;
		this.exit = exit;
	}

	@Override
	public void onApplicationEvent(ApplicationPreparedEvent event) {
		ConfigurableEnvironment environment = event.getApplicationContext().getEnvironment();
		String which = environment.getProperty(PROPERTY, "false");
		if (!which.equals("false")) {
			this.exit.accept(run(environment, which));
		}
	}

	private int run(ConfigurableEnvironment environment, String which) {
		ApiServerProperties properties = Binder.get(environment).bindOrCreate("apiserver", ApiServerProperties.class);
		try (HostCluster cluster = HostClusters.of(properties)) {
			ServiceReference service = ServiceReferences.required(properties, cluster);
			List<String> removed = new Unregistration(service, new HostApiServices(cluster, Schedulers.parallel()),
					Clock.systemUTC(), Schedulers.parallel())
				.remove(selection(which))
				.blockOptional(PATIENCE)
				.orElse(List.of());
			removed.forEach((name) -> this.out.println("apiservice.apiregistration.k8s.io/" + name + " removed"));
			if (LaptopEnvironmentPostProcessor.isWanted(environment)) {
				new LaptopInstallation(service, LaptopEnvironmentPostProcessor.address(environment), Set.of(),
						new HostObjects(cluster), new HostApiServices(cluster, Schedulers.parallel()))
					.remove()
					.block(PATIENCE);
				this.out.println("Nothing leads to a laptop by service " + service + " any more");
				return 0;
			}
			this.out.println(removed.isEmpty() ? "No APIService leads to service " + service
					: "Now the Service and what is behind it can go");
			return 0;
		}
		catch (MissingServiceNameException ex) {
			this.out.println("Set apiserver.registration.service.name to the name of the Service in front of the"
					+ " application");
			return 1;
		}
		catch (RuntimeException ex) {
			this.out.println("Unable to unregister: " + ex.getMessage());
			return 1;
		}
	}

	private static Predicate<String> selection(String which) {
		List<String> names = Stream.of(which.split(",")).map(String::trim).filter((name) -> !name.isEmpty()).toList();
		boolean all = names.isEmpty() || names.equals(List.of("true"));
		return (name) -> all || names.contains(name);
	}

}
