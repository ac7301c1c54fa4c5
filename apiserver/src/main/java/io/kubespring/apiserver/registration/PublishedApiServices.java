package io.kubespring.apiserver.registration;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.kubespring.apiserver.certificate.Pem;
import io.kubespring.apiserver.certificate.Published;
import io.kubespring.apiserver.certificate.PublishedBundles;
import io.kubespring.apiserver.meta.GroupVersion;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The bundles of the APIService objects that lead to this server.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class PublishedApiServices implements PublishedBundles {

	private final ServiceReference service;

	private final List<String> names;

	private final ApiServices apiServices;

	/**
	 * Name the objects.
	 * @param groupVersions the group versions of this server
	 * @param service the Service in front of it
	 * @param apiServices the objects of the cluster
	 */
	public PublishedApiServices(List<GroupVersion> groupVersions, ServiceReference service, ApiServices apiServices) {
		this.service = service;
		this.names = groupVersions.stream().map(ApiServiceName::of).toList();
		this.apiServices = apiServices;
	}

	@Override
	public Flux<Published> follow() {
		List<Flux<ApiServiceObservation>> all = this.names.stream().map(this.apiServices::follow).toList();
		return Flux.combineLatest(all,
				(observations) -> published(Stream.of(observations).map(ApiServiceObservation.class::cast).toList()));
	}

	/**
	 * Objects of other releases' versions count too, if they may be looked for.
	 */
	@Override
	public Mono<Published> read() {
		Mono<List<ObjectNode>> own = Flux.fromIterable(this.names).concatMap(this.apiServices::read).collectList();
		return this.apiServices.list()
			.collectList()
			.onErrorResume((ex) -> own)
			.map((objects) -> published(objects.stream().map(ApiServiceObservation::present).toList()))
			.onErrorResume((ex) -> Mono.just(unknown(ex)));
	}

	private Published published(List<ApiServiceObservation> observations) {
		List<Set<X509Certificate>> bundles = new ArrayList<>();
		for (ApiServiceObservation observation : observations) {
			Throwable failure = observation.failure();
			if (failure != null) {
				return unknown(failure);
			}
			Set<X509Certificate> bundle = bundle(observation.object());
			if (bundle != null) {
				bundles.add(bundle);
			}
		}
		return new Published(bundles, null);
	}

	private static Published unknown(Throwable failure) {
		return Published.unknown("unable to see the APIServices: " + failure.getMessage());
	}

	private @Nullable Set<X509Certificate> bundle(@Nullable ObjectNode object) {
		if (object == null || !this.service.isMeantBy(object)) {
			return null;
		}
		JsonNode spec = object.path("spec");
		String base64 = spec.path("caBundle").asString("");
		if (base64.isEmpty() || spec.path("insecureSkipTLSVerify").asBoolean(false)) {
			return null;
		}
		try {
			return new LinkedHashSet<>(Pem.readCertificates(Base64.getDecoder().decode(base64)));
		}
		catch (CertificateException | IllegalArgumentException ex) {
			return Set.of();
		}
	}

	@Override
	public String toString() {
		return Objects.toString(this.names);
	}

}
