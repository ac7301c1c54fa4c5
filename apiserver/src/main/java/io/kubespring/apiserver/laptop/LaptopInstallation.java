package io.kubespring.apiserver.laptop;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.kubespring.apiserver.registration.ApiServices;
import io.kubespring.apiserver.registration.ServiceReference;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Leads a cluster to an application outside of it, by a Service that is made for that and
 * goes with it. A Service that somebody else made is never touched. What an earlier run
 * left behind is replaced. Who calls holds the Lease of the Service's name, so that there
 * is one such process at a time.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class LaptopInstallation {

	private static final int ATTEMPTS = 5;

	private final ServiceReference service;

	private final LaptopAddress address;

	private final Set<String> served;

	private final LaptopObjects wanted;

	private final ClusterObjects objects;

	private final ApiServices apiServices;

	/**
	 * Create an installation.
	 * @param service the Service to make
	 * @param address where it leads
	 * @param served the names of the APIServices that the application serves
	 * @param objects the cluster's objects
	 * @param apiServices its APIServices
	 */
	public LaptopInstallation(ServiceReference service, LaptopAddress address, Set<String> served,
			ClusterObjects objects, ApiServices apiServices) {
		this.service = service;
		this.address = address;
		this.served = Set.copyOf(served);
		this.wanted = new LaptopObjects(service);
		this.objects = objects;
		this.apiServices = apiServices;
	}

	/**
	 * Whether the Service may be made.
	 * @return completes if it may; a {@link LaptopRefusedException} if it is somebody
	 * else's
	 */
	public Mono<Void> check() {
		return this.objects.read(this.wanted.service()).flatMap(this::requireOurs).then();
	}

	private Mono<ObjectNode> requireOurs(ObjectNode found) {
		if (LaptopObjects.isOurs(found)) {
			return Mono.just(found);
		}
		JsonNode selector = found.path("spec").path("selector");
		return Mono.error(new LaptopRefusedException(
				"The Service " + this.service.namespace() + "/" + this.service.name() + " is an installation of its own"
						+ (selector.isObject() ? ", of the pods with the labels " + selector : "")
						+ ", and is not led to " + this.address + ".",
				"Choose a Service that does not exist by apiserver.laptop.service-name."));
	}

	/**
	 * Make the Service, in place of what an earlier run left, and remove APIServices of
	 * that run that are not served any more.
	 * @return completes when that is done
	 */
	public Mono<Void> install() {
		return check().then(removeApiServices((name) -> !this.served.contains(name), ATTEMPTS))
			.then(removeObjects())
			.thenMany(Flux.fromIterable(this.wanted.all(this.address)))
			.concatMap(this.objects::create)
			.then();
	}

	/**
	 * Remove the APIServices that lead to the Service, then the Service.
	 * @return the names of the APIServices; an error if something is left
	 */
	public Mono<List<String>> remove() {
		return removeApiServices((name) -> true, ATTEMPTS).flatMap((names) -> removeObjects().thenReturn(names));
	}

	/**
	 * An application of the request before may arrive behind the deletion, so it is
	 * looked whether all are gone.
	 */
	private Mono<List<String>> removeApiServices(Predicate<String> which, int attempts) {
		return this.apiServices.list()
			.filter(this.service::isMeantBy)
			.filter((object) -> which.test(name(object)))
			.collectList()
			.flatMap((found) -> {
				List<String> names = found.stream().map(LaptopInstallation::name).sorted().toList();
				if (found.isEmpty()) {
					return Mono.just(names);
				}
				if (attempts == 0) {
					return Mono.error(new IllegalStateException("somebody makes them again: " + names));
				}
				return Flux.fromIterable(found)
					.concatMap(this.apiServices::delete)
					.then(removeApiServices(which, attempts - 1))
					.thenReturn(names);
			});
	}

	private Mono<Void> removeObjects() {
		return Flux.just(this.wanted.slice(), this.wanted.service())
			.concatMap(this.objects::read)
			.filter(LaptopObjects::isOurs)
			.concatMap(this.objects::delete)
			.then();
	}

	/**
	 * Remove the Lease that was released, unless another process holds it already.
	 * @return completes when that is done
	 */
	public Mono<Void> removeLease() {
		return this.objects.read(this.wanted.lease())
			.filter((lease) -> lease.path("spec").path("holderIdentity").asString("").isEmpty())
			.flatMap(this.objects::delete);
	}

	private static String name(ObjectNode object) {
		return object.path("metadata").path("name").asString("");
	}

	@Override
	public String toString() {
		return "Service " + this.service.namespace() + "/" + this.service.name() + " leads to " + this.address;
	}

}
