package io.kubespring.apiserver.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.kubespring.apiserver.certificate.CredentialRules;
import io.kubespring.apiserver.cluster.RequestHeaderNames;
import io.kubespring.apiserver.endpoint.BodyBudget;
import io.kubespring.apiserver.endpoint.EndpointEnvironment;
import io.kubespring.apiserver.endpoint.RequestLimits;
import io.kubespring.apiserver.storage.memory.MemoryStoreSettings;
import io.kubespring.apiserver.watchcache.WatchCacheSettings;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Defaults are written out in the properties, where the metadata is read from; here they
 * are held to those of the engine.
 */
class ApiServerPropertiesTests {

	private final ApiServerProperties properties = new ApiServerProperties();

	@Test
	void watchesHaveTheDefaultsOfTheCache() {
		WatchProperties watch = this.properties.getWatch();
		assertThat(new WatchCacheSettings(watch.getHistory(),
				ApiServerAutoConfiguration.historyBytes(watch.getHistorySize()), watch.getBookmarkInterval(),
				watch.getFreshnessTimeout()))
			.isEqualTo(WatchCacheSettings.DEFAULTS);
		assertThat(watch.getMinTimeout()).isEqualTo(EndpointEnvironment.DEFAULT_SHORTEST_WATCH);
	}

	@Test
	void memoryHasTheDefaultsOfTheStore() {
		StorageProperties.Memory memory = this.properties.getStorage().getMemory();
		assertThat(new MemoryStoreSettings(memory.getHistory(),
				ApiServerAutoConfiguration.historyBytes(memory.getHistorySize())))
			.isEqualTo(MemoryStoreSettings.DEFAULTS);
	}

	@Test
	void historyHasTheSizeThatIsSet() {
		assertThat(ApiServerAutoConfiguration.historyBytes(DataSize.ofKilobytes(256))).isEqualTo(262_144);
	}

	@Test
	void requestsHaveTheLimitsOfTheReference() {
		RequestProperties request = this.properties.getRequest();
		assertThat(new RequestLimits(request.getTimeout(), request.getWriteTimeout(), request.getMaxInFlight(),
				request.getMaxMutatingInFlight(), Schedulers.parallel()))
			.isEqualTo(RequestLimits.DEFAULTS);
	}

	@Test
	void authenticationHasTheDefaultsOfTheReference() {
		AuthenticationProperties authentication = this.properties.getAuthentication();
		assertThat(authentication.isAnonymous()).isTrue();
		assertThat(authentication.isEndAnonymousConnections()).isTrue();
		assertThat(authentication.isSkipLookup()).isFalse();
		assertThat(authentication.isTolerateLookupFailure()).isFalse();
		assertThat(authentication.getTokenCacheTtl()).isEqualTo(Duration.ofSeconds(10));
		assertThat(authentication.getClientCaFile()).isNull();
		assertThat(authentication.getRequestHeader().getClientCaFile()).isNull();
		assertThat(authentication.getRequestHeader().names()).isEqualTo(RequestHeaderNames.DEFAULTS)
			.isEqualTo(new RequestHeaderNames(Set.of(), List.of("X-Remote-User"), List.of(), List.of("X-Remote-Group"),
					List.of("X-Remote-Extra-")));
	}

	@Test
	void authorizationAllowsWhatTheReferenceDoes() {
		AuthorizationProperties authorization = this.properties.getAuthorization();
		assertThat(authorization.getAlwaysAllowGroups()).containsExactly("system:masters");
		assertThat(authorization.getAlwaysAllowPaths()).containsExactly("/healthz", "/readyz", "/livez");
		assertThat(authorization.isConstrainedImpersonation()).isTrue();
	}

	@Test
	void processDoesNotGoOnWithoutMemory() {
		assertThat(this.properties.isExitOnOutOfMemory()).isTrue();
	}

	@Test
	void shutdownIsNotDelayedAndRefusesLikeTheReference() {
		assertThat(this.properties.getShutdown().getDelay()).isZero();
		assertThat(this.properties.getShutdown().isSendRetryAfter()).isFalse();
	}

	@Test
	void requestsHaveTheDefaultsOfTheEndpoint() {
		assertThat(this.properties.getRequest().getDeleteCollectionWorkers())
			.isEqualTo(EndpointEnvironment.DEFAULT_DELETE_COLLECTION_WORKERS);
		assertThat(this.properties.getRequest().getMaxBodySize().toBytes())
			.isEqualTo(EndpointEnvironment.DEFAULT_MAX_BODY_BYTES);
		assertThat(this.properties.getRequest().getMaxBodiesSize().toBytes()).isEqualTo(BodyBudget.DEFAULT_LIMIT);
	}

	@Test
	void certificatesHaveTheDefaultsOfTheirRules() {
		ApiServerCertificateProperties certificate = new ApiServerCertificateProperties();
		assertThat(certificate.getMode()).isEqualTo(ApiServerCertificateProperties.Mode.FILES);
		assertThat(certificate.getValidity()).isEqualTo(CredentialRules.DEFAULT_VALIDITY);
		assertThat(certificate.getAuthorityValidity()).isEqualTo(CredentialRules.DEFAULT_AUTHORITY_VALIDITY);
		assertThat(certificate.getPropagation()).isEqualTo(CredentialRules.DEFAULT_PROPAGATION);
	}

	@Test
	void registrationTakesNothingOverUnlessTold() {
		RegistrationProperties registration = this.properties.getRegistration();
		assertThat(registration.isForce()).isFalse();
		assertThat(registration.isManageCaBundle()).isTrue();
		assertThat(registration.getAnnotations()).isEmpty();
	}

}
