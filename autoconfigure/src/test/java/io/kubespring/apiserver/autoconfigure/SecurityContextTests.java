package io.kubespring.apiserver.autoconfigure;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubespring.apiserver.authentication.Authenticator;
import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.authorization.Authorizer;
import io.kubespring.apiserver.authorization.Decision;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.ListOptions;
import io.kubespring.apiserver.meta.WatchEvent;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.ApiSubresource;
import io.kubespring.apiserver.resource.Connector;
import io.kubespring.apiserver.resource.ObjectList;
import io.kubespring.apiserver.resource.ReactiveCreator;
import io.kubespring.apiserver.resource.ReactiveDeleter;
import io.kubespring.apiserver.resource.ReactiveGetter;
import io.kubespring.apiserver.resource.ReactiveLister;
import io.kubespring.apiserver.resource.ReactiveUpdater;
import io.kubespring.apiserver.resource.Watcher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.web.server.WebHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reactive user code finds the caller in Spring Security's context, and nothing that it
 * does to that context comes back.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SecurityContextTests {

	private static final String CALLS = "/apis/test.example.com/v1/namespaces/n/calls";

	private static final String CALL = "{\"apiVersion\":\"test.example.com/v1\",\"kind\":\"Call\",\"metadata\":{\"name\":\"a\",\"namespace\":\"n\"}}";

	private static final String ADMIN = " CallerAuthentication true %s [system:masters, system:authenticated]";

	@TempDir
	static Path directory;

	private static RunningServer server;

	private static String admin = "";

	@BeforeAll
	static void start() {
		server = RunningServer.start(directory, Application.class);
		admin = ADMIN.formatted("kubespring-admin");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@BeforeEach
	void forget() {
		server.bean(Calls.class).seen.clear();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			GET    | /a                       | get
			GET    | ''                       | list
			GET    | ?watch=1&timeoutSeconds=1 | watch
			POST   | ''                       | create
			PUT    | /a                       | update
			DELETE | /a                       | delete
			GET    | /a/whoami                | get,connect
			""")
	void everyVerbKnowsTheCaller(String method, String rest, String seen) throws Exception {
		send(method, rest);
		assertThat(server.bean(Calls.class).seen)
			.containsExactlyElementsOf(List.of(seen.split(",")).stream().map((verb) -> verb + admin).toList());
	}

	@Test
	void callerWithoutCredentialsIsAnonymous() throws Exception {
		server.client(null).send(server.request(CALLS + "/a").build(), BodyHandlers.ofString());
		assertThat(server.bean(Calls.class).seen)
			.containsExactly("get AnonymousAuthenticationToken true system:anonymous [system:unauthenticated]");
	}

	@Test
	void impersonatedUserIsTheCaller() throws Exception {
		HttpRequest request = server.request(CALLS + "/a").header("Impersonate-User", "bob").build();
		server.client(server.admin()).send(request, BodyHandlers.ofString());
		assertThat(server.bean(Calls.class).seen)
			.containsExactly("get CallerAuthentication true bob [system:authenticated]");
	}

	@Test
	void userOfTheApplicationsOwnAuthenticatorIsTheCaller() throws Exception {
		HttpRequest request = server.request(CALLS + "/a").header("X-Own", "carol").build();
		server.client(null).send(request, BodyHandlers.ofString());
		assertThat(server.bean(Calls.class).seen)
			.containsExactly("get CallerAuthentication true carol [clerks, system:authenticated]");
	}

	private static void send(String method, String rest) throws Exception {
		HttpRequest.Builder request = server.request(CALLS + rest).header("Content-Type", "application/json");
		server.client(server.admin())
			.send(request
				.method(method, method.startsWith("P") ? BodyPublishers.ofString(CALL) : BodyPublishers.noBody())
				.build(), BodyHandlers.ofString());
	}

	static class Call extends ApiObject<Void, Void> {

		static Call named(String name) {
			Call call = new Call();
			call.setMetadata(new V1ObjectMeta().name(name).namespace("n").resourceVersion("1"));
			return call;
		}

	}

	@ApiResource(group = "test.example.com", version = "v1")
	static class Calls implements ReactiveGetter<Call>, ReactiveLister<Call>, Watcher<Call>, ReactiveCreator<Call>,
			ReactiveUpdater<Call>, ReactiveDeleter<Call> {

		final Queue<String> seen = new ConcurrentLinkedQueue<>();

		Mono<Void> see(String verb) {
			return ReactiveSecurityContextHolder.getContext()
				.map(SecurityContext::getAuthentication)
				.map(Calls::text)
				.defaultIfEmpty(" nobody")
				.doOnNext((text) -> this.seen.add(verb + text))
				.then();
		}

		private static String text(Authentication caller) {
			return " " + caller.getClass().getSimpleName() + " " + caller.isAuthenticated() + " " + caller.getName()
					+ " " + caller.getAuthorities().stream().map(GrantedAuthority::getAuthority).toList();
		}

		@Override
		public Mono<Call> get(String name, RequestContext context) {
			return see("get").thenReturn(Call.named(name));
		}

		@Override
		public Mono<ObjectList<Call>> list(ListOptions options, RequestContext context) {
			return see("list").thenReturn(ObjectList.of(List.of()));
		}

		@Override
		public Flux<WatchEvent<Call>> watch(ListOptions options, RequestContext context) {
			return see("watch").thenMany(Flux.empty());
		}

		@Override
		public Mono<Call> create(Call object, RequestContext context) {
			return see("create").thenReturn(object);
		}

		@Override
		public Mono<Call> update(Call object, RequestContext context) {
			return see("update").thenReturn(object);
		}

		@Override
		public Mono<Call> delete(String name, DeleteOptions options, RequestContext context) {
			return see("delete").thenReturn(Call.named(name));
		}

	}

	@ApiSubresource(of = Calls.class, name = "whoami")
	static class WhoAmI implements Connector<Call> {

		private final Calls calls;

		WhoAmI(Calls calls) {
			this.calls = calls;
		}

		@Override
		public WebHandler connect(Call call, RequestContext context) {
			return (exchange) -> this.calls.see("connect");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Calls.class, WhoAmI.class })
	static class Application {

		@Bean
		Authenticator own() {
			return (request) -> request.header("X-Own").isEmpty() ? Mono.empty()
					: Mono.just(new UserInfo(request.header("X-Own").get(0), "", List.of("", "clerks"), Map.of()));
		}

		@Bean
		Authorizer everybodyReads() {
			return (user, request) -> Mono.just(request.verb().equals("get") ? Decision.ALLOW : Decision.NO_OPINION);
		}

	}

}
