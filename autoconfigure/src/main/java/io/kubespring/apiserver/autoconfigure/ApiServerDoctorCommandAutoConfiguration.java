package io.kubespring.apiserver.autoconfigure;

import java.util.List;

import io.kubernetes.client.openapi.ApiClient;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.Connector;
import io.kubespring.apiserver.strategy.VersionConverter;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the command {@code --apiserver.doctor}, which looks at an
 * installation of the application that is another process.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@AutoConfiguration(after = ApiServerAutoConfiguration.class)
@ConditionalOnBean(annotation = ApiResource.class)
@ConditionalOnProperty(CommandEnvironmentPostProcessor.DOCTOR)
@EnableConfigurationProperties({ ApiServerProperties.class, ApiServerCertificateProperties.class })
public final class ApiServerDoctorCommandAutoConfiguration {

	@Bean
	OutsideExamination apiServerOutsideExamination(ListableBeanFactory beans, ObjectProvider<Connector<?>> connectors,
			ObjectProvider<VersionConverter<?, ?>> converters, ApiServerProperties properties,
			ApiServerCertificateProperties certificate, Environment environment) {
		return new OutsideExamination(properties, certificate, environment,
				ResourceBeans.definitions(beans, connectors, converters, List.of()), ResourceBeans.areInMemory(beans));
	}

	@Bean
	DoctorCommand apiServerDoctorCommand(OutsideExamination examination) {
		return new DoctorCommand(examination, System.out, System::exit);
	}

	/**
	 * For beans that ask for a cluster; the application's part in it is not played.
	 */
	@Bean
	@ConditionalOnMissingBean
	ApiClient apiClient() {
		return new ApiClient();
	}

}
