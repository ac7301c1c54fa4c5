package io.kubespring.apiserver.registration;

import java.util.Optional;

import io.kubespring.apiserver.certificate.CaBundles;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes one APIService object as it should be. The CA bundle is asked for anew after the
 * object was seen, and the object is replaced only if it still is the one that was seen:
 * so nobody puts an older bundle over a newer one.
 *
 * @author The kubespring authors
 */
final class ApiServiceWriter {

	private final DesiredApiService desired;

	private final ApiServices apiServices;

	private final @Nullable CaBundles caBundles;

	ApiServiceWriter(DesiredApiService desired, ApiServices apiServices, @Nullable CaBundles caBundles) {
		this.desired = desired;
		this.apiServices = apiServices;
		this.caBundles = caBundles;
	}

	boolean isShared() {
		return this.caBundles != null && this.caBundles.isShared();
	}

	/**
	 * Write the object.
	 * @param current the object as it was seen, {@code null} if there was none
	 * @return the object as it is then, empty if it was good already
	 */
	Mono<ObjectNode> write(@Nullable ObjectNode current) {
		Mono<Boolean> service = (current != null) ? Mono.just(true)
				: this.apiServices.hasService(this.desired.settings().service());
		return service
			.flatMap((there) -> there ? bundle()
					: Mono.error(new IllegalStateException(
							"the Service " + this.desired.settings().service() + " does not exist yet")))
			.flatMap((bundle) -> put(current, bundle.orElse(null)));
	}

	private Mono<Optional<String>> bundle() {
		return (this.caBundles != null)
				? this.caBundles.current()
					.map(Optional::of)
					.switchIfEmpty(Mono.error(() -> new IllegalStateException("the CA bundle cannot be read")))
				: Mono.just(Optional.empty());
	}

	private Mono<ObjectNode> put(@Nullable ObjectNode current, @Nullable String bundle) {
		if (current != null && this.desired.isMetBy(current, bundle)) {
			return Mono.empty();
		}
		if (current != null && isKeptByCluster(current)) {
			return this.apiServices.delete(current)
				.then(Mono.defer(() -> this.apiServices.apply(this.desired.toApply(null, bundle, isShared()))));
		}
		return this.apiServices.apply(this.desired.toApply(current, bundle, isShared()));
	}

	/**
	 * The cluster would set such an object back again and again.
	 */
	private static boolean isKeptByCluster(ObjectNode current) {
		return current.path("metadata").path("labels").has("kube-aggregator.kubernetes.io/automanaged");
	}

}
