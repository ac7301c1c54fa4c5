package io.kubespring.apiserver.autoconfigure;

import java.time.Clock;
import java.util.UUID;

import io.kubespring.apiserver.cluster.HostCluster;
import io.kubespring.apiserver.cluster.StoreLease;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.storage.Store;
import io.kubespring.apiserver.storage.memory.MemoryStore;
import io.kubespring.apiserver.storage.memory.MemoryStoreSettings;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the store: in memory unless the application has one.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@AutoConfiguration(after = ApiServerClusterAutoConfiguration.class)
@ConditionalOnBean(annotation = ApiResource.class)
@EnableConfigurationProperties(ApiServerProperties.class)
public final class ApiServerStorageAutoConfiguration {

	/**
	 * The default store, where something is stored.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(StoredResource.class)
	@ConditionalOnMissingBean(Store.class)
	static class MemoryStoreConfiguration {

		private static final Log logger = LogFactory.getLog(ApiServerStorageAutoConfiguration.class);

		@Bean
		MemoryStore apiServerStore(ApiServerProperties properties) {
			logger.warn("Objects are stored in the memory of this process: they are lost when it ends,"
					+ " and no second one may serve them. Declare a Store bean to keep them");
			StorageProperties.Memory memory = properties.getStorage().getMemory();
			return new MemoryStore(Clock.systemUTC(), new MemoryStoreSettings(memory.getHistory(),
					ApiServerAutoConfiguration.historyBytes(memory.getHistorySize())));
		}

		@Bean(initMethod = "start")
		@ConditionalOnBean(HostCluster.class)
		@ConditionalOnMissingBean
		StoreLease apiServerStoreLease(HostCluster cluster, ApiServerProperties properties, Environment environment) {
			String namespace = properties.getRegistration().getService().getNamespace();
			return new StoreLease(cluster, (namespace != null) ? namespace : cluster.namespace(),
					Installations.storeLease(properties, environment), identity(environment), Clock.systemUTC(),
					Schedulers.parallel());
		}

		private static String identity(Environment environment) {
			return environment.getProperty("HOSTNAME", "localhost") + "_" + UUID.randomUUID();
		}

	}

}
