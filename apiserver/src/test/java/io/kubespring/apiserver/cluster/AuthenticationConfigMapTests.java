package io.kubespring.apiserver.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.kubespring.apiserver.authentication.RequestHeaderSettings;
import io.kubespring.apiserver.authentication.TrustedAuthorities;
import io.kubespring.apiserver.certificate.TestCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

class AuthenticationConfigMapTests {

	private static final TestCertificates FRONT_PROXY = TestCertificates.authority("fp");

	private static final TestCertificates OTHER_PROXY = TestCertificates.authority("fp2");

	private static final TestCertificates CLIENTS = TestCertificates.authority("cl");

	private static final Predicate<RecordedCall> WATCHES = RecordedCall::isWatch;

	private final StandInHostApi host = StandInHostApi.start();

	@TempDir
	private Path directory;

	private HostCluster cluster;

	private AuthenticationConfigMap trust;

	@BeforeEach
	void connect() {
		this.cluster = HostCluster.fromKubeconfig(this.host.kubeconfig(this.directory));
		this.trust = new AuthenticationConfigMap(this.cluster, Schedulers.parallel());
	}

	@AfterEach
	void disconnect() {
		this.trust.close();
		this.cluster.close();
		this.host.close();
	}

	@Test
	void trustsNobodyBeforeItIsLoaded() {
		assertThat(this.trust.isLoaded()).isFalse();
		assertThat(this.trust.requestHeader()).isNull();
		assertThat(this.trust.clientAuthorities()).isNull();
		assertThat(this.trust.acceptedIssuers()).isEmpty();
		assertThat(this.trust.problem())
			.isEqualTo("the ConfigMap kube-system/extension-apiserver-authentication was not read yet");
	}

	@Test
	void readsWhomToTrust() {
		load();
		RequestHeaderSettings settings = settings();
		assertThat(settings.authorities().certificates()).containsExactly(FRONT_PROXY.issue());
		assertThat(settings.allowedNames()).containsExactly("front-proxy-client");
		assertThat(settings.usernameHeaders()).containsExactly("X-Remote-User");
		assertThat(settings.uidHeaders()).isEmpty();
		assertThat(settings.groupHeaders()).containsExactly("X-Remote-Group");
		assertThat(settings.extraHeaderPrefixes()).containsExactly("X-Remote-Extra-");
		TrustedAuthorities clients = this.trust.clientAuthorities();
		assertThat(clients).isNotNull();
		assertThat(clients.certificates()).containsExactly(CLIENTS.issue());
		assertThat(this.trust.acceptedIssuers()).containsExactly(CLIENTS.issue(), FRONT_PROXY.issue());
		assertThat(this.trust.problem()).isEmpty();
	}

	@Test
	void loadsWhenConfigMapAppears() {
		this.trust.start();
		Eventually.holds(() -> assertThat(this.trust.problem())
			.isEqualTo("the ConfigMap kube-system/extension-apiserver-authentication does not exist"));
		publish();
		Eventually.isTrue(this.trust::isLoaded);
	}

	@Test
	void recoversWhenAccessIsGranted() {
		this.host.fail((call) -> true, 1000, 403);
		this.trust.start();
		Eventually.holds(() -> assertThat(this.trust.problem()).contains("403 fault on command")
			.endsWith(
					"(a RoleBinding in kube-system to the Role extension-apiserver-authentication-reader gives access)"));
		publish();
		this.host.recover();
		Eventually.isTrue(this.trust::isLoaded);
	}

	@Test
	void followsChanges() {
		load();
		this.host.changeAuthenticationConfig("requestheader-client-ca-file", FRONT_PROXY.pem() + OTHER_PROXY.pem());
		Eventually.holds(() -> assertThat(settings().authorities().certificates()).containsExactly(FRONT_PROXY.issue(),
				OTHER_PROXY.issue()));
		this.host.changeAuthenticationConfig("requestheader-client-ca-file", OTHER_PROXY.pem());
		Eventually
			.holds(() -> assertThat(settings().authorities().certificates()).containsExactly(OTHER_PROXY.issue()));
		this.host.changeAuthenticationConfig("requestheader-allowed-names", "[]");
		Eventually.holds(() -> assertThat(settings().allowedNames()).isEmpty());
		this.host.changeAuthenticationConfig("requestheader-uid-headers", "[\"X-Remote-Uid\"]");
		Eventually.holds(() -> assertThat(settings().uidHeaders()).containsExactly("X-Remote-Uid"));
	}

	@ParameterizedTest
	@CsvSource(nullValues = "null",
			value = { "requestheader-client-ca-file,''", "requestheader-client-ca-file,null",
					"requestheader-client-ca-file,garbage", "client-ca-file,''", "client-ca-file,garbage",
					"requestheader-username-headers,garbage", "requestheader-username-headers,{}",
					"requestheader-username-headers,[1]", "requestheader-allowed-names,garbage" })
	void keepsLastGoodValueWhenNewOneIsBad(String key, String value) {
		load();
		RequestHeaderSettings before = settings();
		this.host.changeAuthenticationConfig(key, value);
		this.host.changeAuthenticationConfig("requestheader-group-headers", "[\"X-Group\"]");
		this.host.changeAuthenticationConfig(
				key.startsWith("client") ? "requestheader-client-ca-file" : "client-ca-file", OTHER_PROXY.pem());
		Eventually.isTrue(() -> this.trust.acceptedIssuers().contains(OTHER_PROXY.issue()));
		assertThat(this.trust.acceptedIssuers()).hasSize(2);
		assertThat(settings().allowedNames()).isEqualTo(before.allowedNames());
		assertThat(settings().usernameHeaders()).isEqualTo(before.usernameHeaders());
	}

	@Test
	void keepsLastGoodContentWhenConfigMapIsDeleted() {
		load();
		this.host.delete(StandInHostApi.CONFIG_MAPS, StandInHostApi.AUTHENTICATION_CONFIG);
		Eventually.holds(() -> assertThat(this.trust.problem()).endsWith("does not exist"));
		assertThat(settings().authorities().certificates()).containsExactly(FRONT_PROXY.issue());
		assertThat(this.trust.isLoaded()).isTrue();
	}

	@Test
	void keepsVerifiedChainsWhenAuthoritiesDoNotChange() {
		load();
		TrustedAuthorities before = settings().authorities();
		this.host.changeAuthenticationConfig("requestheader-allowed-names", "[\"other\"]");
		Eventually.holds(() -> assertThat(settings().allowedNames()).containsExactly("other"));
		assertThat(settings().authorities()).isSameAs(before);
	}

	@Test
	void goesOnWhenWatchesEnd() {
		load();
		for (int i = 2; i < 4; i++) {
			this.host.endWatches();
			this.host.await(WATCHES, i);
			assertThat(this.trust.isLoaded()).isTrue();
		}
		this.host.changeAuthenticationConfig("requestheader-allowed-names", "[\"other\"]");
		Eventually.holds(() -> assertThat(settings().allowedNames()).containsExactly("other"));
	}

	@Test
	void listsAnewWhenHistoryIsGone() {
		load();
		int listed = lists().size();
		this.host.expireWatches();
		Eventually.isTrue(() -> lists().size() > listed);
		this.host.changeAuthenticationConfig("requestheader-allowed-names", "[\"other\"]");
		Eventually.holds(() -> assertThat(settings().allowedNames()).containsExactly("other"));
	}

	@Test
	void asksForOneConfigMapOnly() {
		load();
		assertThat(this.host.calls()).hasSizeGreaterThanOrEqualTo(2).allSatisfy((call) -> {
			assertThat(call.path()).isEqualTo("/api/v1/namespaces/kube-system/configmaps");
			assertThat(call.query()).contains("fieldSelector=metadata.name%3Dextension-apiserver-authentication");
		});
	}

	@Test
	void isNotLoadedWithoutFrontProxies() {
		publish();
		for (String key : Set.of("requestheader-client-ca-file", "requestheader-username-headers")) {
			this.host.changeAuthenticationConfig(key, null);
		}
		this.trust.start();
		Eventually.holds(() -> assertThat(this.trust.problem()).endsWith("does not name front proxies"));
		assertThat(this.trust.isLoaded()).isFalse();
		assertThat(this.trust.clientAuthorities()).isNotNull();
	}

	private void publish() {
		this.host.authenticationConfig(CLIENTS.pem(), FRONT_PROXY.pem(), "[\"front-proxy-client\"]");
	}

	private void load() {
		publish();
		this.trust.start();
		Eventually.isTrue(this.trust::isLoaded);
		this.host.await(WATCHES, 1);
	}

	private List<RecordedCall> lists() {
		return this.host.calls().stream().filter(WATCHES.negate()).toList();
	}

	private RequestHeaderSettings settings() {
		RequestHeaderSettings settings = this.trust.requestHeader();
		assertThat(settings).isNotNull();
		return settings;
	}

}
