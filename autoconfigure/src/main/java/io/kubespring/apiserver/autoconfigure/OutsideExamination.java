package io.kubespring.apiserver.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.kubespring.apiserver.cluster.AuthenticationConfigMap;
import io.kubespring.apiserver.cluster.ClusterTrust;
import io.kubespring.apiserver.cluster.HostCluster;
import io.kubespring.apiserver.cluster.HostClusterView;
import io.kubespring.apiserver.cluster.HostSelfSubjectAccessReviewer;
import io.kubespring.apiserver.cluster.HostServiceAccountReviewer;
import io.kubespring.apiserver.doctor.Doctor;
import io.kubespring.apiserver.doctor.Endpoints;
import io.kubespring.apiserver.doctor.Finding;
import io.kubespring.apiserver.doctor.Patient;
import io.kubespring.apiserver.doctor.StoreExamination;
import io.kubespring.apiserver.doctor.TlsHandshakeProbe;
import io.kubespring.apiserver.installation.Installation;
import io.kubespring.apiserver.installation.SelfSubjectAccessReviewer;
import io.kubespring.apiserver.registration.ServiceReference;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.ResourceRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.env.Environment;

/**
 * Examines an installation that is another process, or none, by what its cluster says and
 * what its endpoints present. Nothing is served, held or changed. Who asks may be
 * somebody else than the application; then the cluster is asked for the rights of the
 * application's ServiceAccount.
 */
final class OutsideExamination {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final Duration TRUST_PATIENCE = Duration.ofSeconds(10);

	private static final Duration HANDSHAKE_PATIENCE = Duration.ofSeconds(5);

	private final ApiServerProperties properties;

	private final ApiServerCertificateProperties certificate;

	private final Environment environment;

	private final List<ResourceDefinition> definitions;

	private final boolean storesInMemory;

	/**
	 * Create an examination.
	 * @param definitions what the application serves
	 * @param storesInMemory whether it holds a Lease
	 */
	OutsideExamination(ApiServerProperties properties, ApiServerCertificateProperties certificate,
			Environment environment, List<ResourceDefinition> definitions, boolean storesInMemory) {
		this.properties = properties;
		this.certificate = certificate;
		this.environment = environment;
		this.definitions = definitions;
		this.storesInMemory = storesInMemory;
	}

	/**
	 * Examine. Blocks.
	 * @return the findings, in the order of the hops
	 */
	List<Finding> findings() {
		try (HostCluster cluster = HostClusters.of(this.properties)) {
			AuthenticationConfigMap lookup = TrustLookup.isWanted(this.environment)
					? new AuthenticationConfigMap(cluster, Schedulers.parallel()) : null;
			try (ClusterTrust trust = HostClusters.trust(lookup, this.properties)) {
				read(lookup, trust);
				return Objects.requireNonNull(
						new Doctor(patient(cluster, trust), new HostClusterView(cluster), Clock.systemUTC()).examine()
							.block(PATIENCE));
			}
			finally {
				if (lookup != null) {
					lookup.close();
				}
			}
		}
	}

	private static void read(@Nullable AuthenticationConfigMap lookup, ClusterTrust trust) {
		if (lookup != null) {
			lookup.start();
		}
		Until.isTrue(trust::isAsked, Schedulers.parallel())
			.timeout(TRUST_PATIENCE, Mono.empty(), Schedulers.parallel())
			.block();
	}

	private Patient patient(HostCluster cluster, ClusterTrust trust) {
		String lease = this.storesInMemory ? Installations.storeLease(this.properties, this.environment) : null;
		Installation installation = Installations.of(this.properties, this.environment, cluster.namespace(),
				(named) -> Installations.needs(named, TrustLookup.isWanted(this.environment), lease, this.properties,
						this.certificate, this.environment));
		HostClusterView view = new HostClusterView(cluster);
		ServiceReference service = installation.service();
		Endpoints endpoints = new Endpoints(service, view);
		return new Patient(ResourceRegistry.groupVersions(this.definitions), service, true,
				endpoints.certificates(new TlsHandshakeProbe(HANDSHAKE_PATIENCE, Schedulers.boundedElastic())),
				() -> Objects.requireNonNullElse(trust.problem(), ""), () -> TrustDetails.proxyAuthorities(trust),
				reviewer(cluster, installation, endpoints)
					.flatMap((reviewer) -> new Permissions(reviewer, installation, this.definitions).missing())
					.map((missing) -> new Patient.Missing(missing.getMessage() + ": " + missing.missing(),
							missing.yaml())),
				(lease != null) ? StoreExamination.of(view, service.namespace(), lease, Clock.systemUTC())
						: Mono.empty());
	}

	/**
	 * Within a pod of the application, and on its laptop, who asks has its rights; who
	 * comes with a kubeconfig has his own.
	 */
	private Mono<SelfSubjectAccessReviewer> reviewer(HostCluster cluster, Installation installation,
			Endpoints endpoints) {
		if (this.properties.getCluster().getKubeconfig() == null
				|| LaptopEnvironmentPostProcessor.isWanted(this.environment)) {
			return Mono.just(new HostSelfSubjectAccessReviewer(cluster, Schedulers.parallel()));
		}
		return endpoints.serviceAccount()
			.defaultIfEmpty(installation.name())
			.map((name) -> new HostServiceAccountReviewer(cluster, installation.service().namespace(), name,
					Schedulers.parallel()));
	}

}
