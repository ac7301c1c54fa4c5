package io.kubespring.apiserver.autoconfigure;

import java.time.Clock;
import java.util.List;
import java.util.Objects;

import io.kubespring.apiserver.certificate.ServingCertificateCheck;
import io.kubespring.apiserver.cluster.ClusterTrust;
import io.kubespring.apiserver.cluster.HostCluster;
import io.kubespring.apiserver.cluster.HostClusterView;
import io.kubespring.apiserver.cluster.StoreLease;
import io.kubespring.apiserver.doctor.Doctor;
import io.kubespring.apiserver.doctor.Finding;
import io.kubespring.apiserver.doctor.Patient;
import io.kubespring.apiserver.doctor.PresentedCertificate;
import io.kubespring.apiserver.doctor.StoreExamination;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.server.ApiServer;
import io.kubespring.apiserver.server.ServerState;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of the doctor, who finds the broken hop between a client and the
 * application: by the actuator's endpoint {@code doctor}, and by a report in the log when
 * the application is up and is not reached.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@AutoConfiguration(
		after = { ApiServerInstallationAutoConfiguration.class, ApiServerServingCredentialsAutoConfiguration.class })
@Conditional(ApiServerMode.OnCluster.class)
@ConditionalOnBean(annotation = ApiResource.class, value = { ApiServer.class, Permissions.class })
public final class ApiServerDoctorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Doctor apiServerDoctor(ApiServer server, HostCluster cluster, ClusterTrust trust, Permissions permissions,
			ServingCertificateCheck certificate, ObjectProvider<StoreLease> lease) {
		Patient patient = new Patient(server.groupVersions(), permissions.installation().service(), false,
				Mono.fromSupplier(() -> List.of(PresentedCertificate.own(certificate.chain()))),
				() -> Objects.requireNonNullElse(trust.problem(), ""), () -> TrustDetails.proxyAuthorities(trust),
				Mono.defer(permissions::missing)
					.map((missing) -> new Patient.Missing(missing.missing(), missing.yaml())),
				store(lease.getIfAvailable()));
		return new Doctor(patient, new HostClusterView(cluster), Clock.systemUTC());
	}

	private static Mono<Finding> store(@Nullable StoreLease lease) {
		return (lease != null) ? StoreExamination.own(lease.name(), lease::problem) : Mono.empty();
	}

	@Bean
	DoctorStart apiServerDoctorStart(Doctor doctor, ServerState state) {
		return new DoctorStart(doctor, state::isServing, Schedulers.parallel());
	}

	/**
	 * The endpoint, where the actuator is.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Endpoint.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnAvailableEndpoint(DoctorEndpoint.class)
		DoctorEndpoint doctorEndpoint(Doctor doctor) {
			return new DoctorEndpoint(doctor);
		}

	}

}
