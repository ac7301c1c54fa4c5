package io.kubespring.apiserver.registration;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Looks for APIService objects that lead to this server and that it does not serve. That
 * needs the permission to list all of them; without it there is nothing to tell.
 *
 * @author The kubespring authors
 */
final class UnservedApiServices {

	private static final Log logger = LogFactory.getLog(UnservedApiServices.class);

	private static final Duration INTERVAL = Duration.ofMinutes(10);

	private final ServiceReference service;

	private final Set<String> served;

	private final ApiServices apiServices;

	private final Scheduler scheduler;

	private final Disposable.Swap subscription = Disposables.swap();

	private volatile List<String> names = List.of();

	UnservedApiServices(ServiceReference service, Set<String> served, ApiServices apiServices, Scheduler scheduler) {
		this.service = service;
		this.served = served;
		this.apiServices = apiServices;
		this.scheduler = scheduler;
	}

	void start() {
		this.subscription
			.update(Flux.interval(Duration.ZERO, INTERVAL, this.scheduler).concatMap((tick) -> look()).subscribe());
	}

	void stop() {
		this.subscription.dispose();
	}

	List<String> names() {
		return this.names;
	}

	private Mono<Void> look() {
		return this.apiServices.list()
			.filter(this.service::isMeantBy)
			.map((object) -> object.path("metadata").path("name").asString(""))
			.filter((name) -> !this.served.contains(name))
			.sort()
			.collectList()
			.doOnNext(this::found)
			.onErrorResume((ex) -> Mono.fromRunnable(
					() -> logger.debug("Unable to look for APIServices that are not served: " + ex.getMessage())))
			.then();
	}

	private void found(List<String> found) {
		if (!found.equals(this.names)) {
			this.names = found;
			if (!found.isEmpty()) {
				logger.warn("APIServices lead to this server that it does not serve: " + String.join(", ", found)
						+ "; when nobody needs them any more, --apiserver.unregister=" + String.join(",", found)
						+ " removes them");
			}
		}
	}

}
