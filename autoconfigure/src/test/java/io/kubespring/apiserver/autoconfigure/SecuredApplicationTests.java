package io.kubespring.apiserver.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application does about its own paths neither opens nor breaks the API: chains
 * of Spring Security, filters, mappings, ports and headers of proxies.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SecuredApplicationTests {

	private static final String WIDGETS = "/apis/test.example.com/v1/namespaces/default/widgets";

	private static final String FORBIDDEN = "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},"
			+ "\"status\":\"Failure\",\"message\":\"widgets.test.example.com is forbidden: User"
			+ " \\\"system:anonymous\\\" cannot list resource \\\"widgets\\\" in API group \\\"test.example.com\\\" in the"
			+ " namespace \\\"default\\\"\",\"reason\":\"Forbidden\",\"details\":{\"group\":\"test.example.com\","
			+ "\"kind\":\"widgets\"},\"code\":403}\n";

	private static final List<String> OF_THE_APPLICATION = List.of("WWW-Authenticate", "X-Frame-Options",
			"X-XSS-Protection", "Pragma", "Set-Cookie", "Location");

	/**
	 * Beside properties: the application knows no Spring Security.
	 */
	private static final String WITHOUT_SECURITY = "";

	@TempDir
	Path directory;

	/**
	 * Name, application, what it answers to an own path without credentials, properties.
	 */
	static Stream<Arguments> applications() {
		return Stream.of(Arguments.of("no security", Plain.class, "200 own", List.of(WITHOUT_SECURITY)),
				Arguments.of("default chain", Plain.class, "401 ", List.of()),
				Arguments.of("everything permitted", Permitting.class, "200 own", List.of()),
				Arguments.of("everything denied", Denying.class, "401 ", List.of()),
				Arguments.of("filter that refuses", Refusing.class, "418 ", List.of(WITHOUT_SECURITY)),
				Arguments.of("filter that leads to the API", Rewriting.class, "404 {", List.of(WITHOUT_SECURITY)),
				Arguments.of("mapping of the API's paths", Mapping.class, "200 own", List.of(WITHOUT_SECURITY)),
				Arguments.of("headers of proxies", Plain.class, "200 own",
						List.of(WITHOUT_SECURITY, "--server.forward-headers-strategy=framework")),
				Arguments.of("native headers of proxies", Plain.class, "200 own",
						List.of(WITHOUT_SECURITY, "--server.forward-headers-strategy=native")),
				Arguments.of("methods in parameters", Plain.class, "200 own",
						List.of(WITHOUT_SECURITY, "--spring.webflux.hiddenmethod.filter.enabled=true")),
				Arguments.of("actuator at the API's path", Plain.class, "200 own",
						List.of(WITHOUT_SECURITY, "--management.endpoints.web.base-path=/apis")),
				Arguments.of("actuator on its own port", Plain.class, "200 own",
						List.of(WITHOUT_SECURITY, "--management.server.port=0")),
				Arguments.of("actuator on its own port, default chain", Plain.class, "401 ",
						List.of("--management.server.port=0")));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("applications")
	void apiIsAsItIs(String name, Class<?> application, String own, List<String> properties) throws Exception {
		try (RunningServer server = start(application, properties)) {
			HttpClient nobody = server.client(null);
			HttpResponse<String> ours = nobody.send(asNobody(server, "/own").build(), BodyHandlers.ofString());
			assertThat(ours.statusCode() + " " + ours.body()).startsWith(own);
			assertForbidden(nobody.send(asNobody(server, WIDGETS).build(), BodyHandlers.ofString()));
			assertForbidden(
					nobody.send(asNobody(server, WIDGETS + "?_method=DELETE").header("X-Forwarded-Prefix", "/own")
						.header("X-Forwarded-For", "127.0.0.1")
						.header("X-Forwarded-Proto", "http")
						.header("Authorization", "Basic YWRtaW46YWRtaW4=")
						.header("Cookie", "SESSION=x")
						.build(), BodyHandlers.ofString()));
			server.create("a", "red");
			HttpResponse<String> list = server.get(server.admin(), WIDGETS);
			assertThat(list.body()).contains("\"kind\":\"WidgetList\"", "\"color\":\"red\"");
			assertThat(list.headers().map().keySet())
				.doesNotContainAnyElementsOf(OF_THE_APPLICATION.stream().map(String::toLowerCase).toList());
			HttpResponse<String> forwarded = nobody
				.send(asNobody(server, "/own").header("X-Forwarded-Prefix", WIDGETS).build(), BodyHandlers.ofString());
			assertThat(forwarded.body()).doesNotContain("WidgetList");
		}
	}

	/**
	 * Over HTTP/2 whoever is not known loses the connection, which Java's client does not
	 * see in time.
	 */
	private static HttpRequest.Builder asNobody(RunningServer server, String path) {
		return server.request(path).version(HttpClient.Version.HTTP_1_1);
	}

	private static void assertForbidden(HttpResponse<String> answer) {
		assertThat(answer.body()).isEqualTo(FORBIDDEN);
		assertThat(answer.statusCode()).isEqualTo(403);
		OF_THE_APPLICATION.forEach((name) -> assertThat(answer.headers().allValues(name)).as(name).isEmpty());
	}

	/**
	 * Our verified caller is the one that the chain sees on the actuator's paths.
	 */
	@Test
	void guardedPathsPassBothTheApiAndTheChain() throws Exception {
		try (RunningServer server = start(Plain.class, List.of())) {
			assertThat(server.get(server.admin(), "/actuator").body()).contains("\"_links\"");
			assertThat(server.get(null, "/actuator").body())
				.contains("User \\\"system:anonymous\\\" cannot get path \\\"/actuator\\\"");
		}
		try (RunningServer server = start(Denying.class, List.of())) {
			assertThat(server.get(server.admin(), "/actuator").statusCode()).as("who is known and denied")
				.isEqualTo(403);
		}
	}

	/**
	 * The application's mappings pass over what a client says that a proxy took away.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					native    | /actuator/health | /x               | 403 forbidden: User "system:anonymous" cannot get path "/actuator/health"
					native    | /actuator/health | /actuator/health | 403 forbidden: User "system:anonymous" cannot get path "/actuator/health"
					native    | /health          | /actuator        | 404
					native    | /own             | /actuator/x      | 200 own
					native    | /own             | /x?y=            | 400
					native    | /own             | /x#              | 400
					framework | /actuator/health | /x               | 403 forbidden: User "system:anonymous" cannot get path "/actuator/health"
					framework | /health          | /actuator        | 404
					none      | /actuator/health | /x               | 403 forbidden: User "system:anonymous" cannot get path "/actuator/health"
					""")
	void prefixOfAProxyHidesNothing(String strategy, String path, String prefix, String answer) throws Exception {
		try (RunningServer server = start(Plain.class,
				List.of(WITHOUT_SECURITY, "--server.forward-headers-strategy=" + strategy))) {
			HttpResponse<String> answered = server.client(null)
				.send(server.request(path).header("X-Forwarded-Prefix", prefix).build(), BodyHandlers.ofString());
			assertThat(answered.statusCode() + " "
					+ answered.body().replaceAll(".*\"message\":\"(.*?)\",\"reason.*\\s", "$1").replace("\\\"", "\""))
				.startsWith(answer);
		}
	}

	/**
	 * A separate port is the application's alone, and leads to no API.
	 */
	@Test
	void managementPortKnowsNoApi() throws Exception {
		try (RunningServer server = start(Plain.class, List.of(WITHOUT_SECURITY, "--management.server.port=0"))) {
			int port = Integer.parseInt(server.context().getEnvironment().getRequiredProperty("local.management.port"));
			assertThat(port).isNotEqualTo(server.port());
			for (String scheme : List.of("https", "http")) {
				for (String path : List.of(WIDGETS, "/apis", "/livez")) {
					assertThat(ask(server, scheme, port, path)).as(scheme + path).doesNotStartWith("200");
				}
			}
			assertThat(server.get(server.admin(), "/actuator").statusCode()).isEqualTo(404);
		}
	}

	private static String ask(RunningServer server, String scheme, int port, String path) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(scheme + "://localhost:" + port + path)).build();
		try {
			HttpResponse<String> answer = server.client(server.admin()).send(request, BodyHandlers.ofString());
			return answer.statusCode() + " " + answer.body();
		}
		catch (IOException ex) {
			return "no answer";
		}
	}

	private RunningServer start(Class<?> application, List<String> properties) {
		Stream<String> all = properties.contains(WITHOUT_SECURITY)
				? properties.stream().filter((property) -> !property.equals(WITHOUT_SECURITY))
				: Stream.concat(Stream.of("--spring.autoconfigure.exclude="), properties.stream());
		return RunningServer.start(this.directory, application, all.toArray(String[]::new));
	}

	@RestController
	static class Own {

		@RequestMapping("/own")
		String own() {
			return "own";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Widgets.class, Own.class })
	static class Plain {

	}

	@Configuration(proxyBeanMethods = false)
	static class Permitting extends Plain {

		@Bean
		SecurityWebFilterChain chain(ServerHttpSecurity security) {
			return security.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll()).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Denying extends Plain {

		@Bean
		SecurityWebFilterChain chain(ServerHttpSecurity security) {
			return security.authorizeExchange((exchanges) -> exchanges.anyExchange().denyAll()).httpBasic((basic) -> {
			}).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Refusing extends Plain {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		WebFilter refusing() {
			return (exchange, chain) -> {
				exchange.getResponse().setStatusCode(HttpStatus.I_AM_A_TEAPOT);
				return exchange.getResponse().setComplete();
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Rewriting extends Plain {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		WebFilter rewriting() {
			return (exchange, chain) -> chain
				.filter(exchange.mutate().request((request) -> request.path(WIDGETS)).build());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(ApiPaths.class)
	static class Mapping extends Plain {

	}

	@RestController
	static class ApiPaths {

		@RequestMapping({ "/apis/**", "/api/**", "/livez", "/**" })
		Mono<String> hijack() {
			return Mono.just("hijacked");
		}

	}

}
