package io.kubespring.apiserver.autoconfigure;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.admission.AdmissionAttributes;
import io.kubespring.apiserver.admission.MutatingAdmission;
import io.kubespring.apiserver.admission.ValidatingAdmission;
import io.kubespring.apiserver.authentication.Authenticator;
import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.authorization.Authorizer;
import io.kubespring.apiserver.authorization.Decision;
import io.kubespring.apiserver.autoconfigure.Shelves.Shelf;
import io.kubespring.apiserver.autoconfigure.Shelves.ShelfSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hooks and admission beans as clients see them.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@ExtendWith(OutputCaptureExtension.class)
class HookedServerTests {

	private static final String SHELVES = "/apis/test.example.com/v1/namespaces/default/shelves";

	private static final List<String> SEEN = new CopyOnWriteArrayList<>();

	@TempDir
	static Path directory;

	private static RunningServer server;

	@BeforeAll
	static void start() {
		server = RunningServer.start(directory, Application.class);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@BeforeEach
	void forget() {
		SEEN.clear();
	}

	@Test
	void objectIsDefaultedAndAdmitted() throws Exception {
		HttpResponse<String> response = send("POST", SHELVES, shelf("a", "'color':'red'"));
		assertThat(response.statusCode()).isEqualTo(201);
		assertThat(response.body()).contains("\"spec\":{\"boards\":5,\"color\":\"red\",\"owners\":[\"mutated\"]}");
		assertThat(send("GET", SHELVES + "/a", "").body()).isEqualTo(response.body());
	}

	@Test
	void beansAreCalledInTheirOrder() throws Exception {
		send("POST", SHELVES, shelf("ordered", ""));
		assertThat(SEEN).containsExactly("first CREATE ordered", "second CREATE ordered", "all CREATE ordered");
	}

	@Test
	void warningIsAHeader() throws Exception {
		HttpResponse<String> response = send("POST", SHELVES, shelf("bent", "'boards':60"));
		assertThat(response.headers().allValues("Warning")).containsExactly("299 - \"spec.boards: bends\"",
				"299 - \"admitted\"");
	}

	@Test
	void everythingThatIsWrongIsTold() throws Exception {
		HttpResponse<String> response = send("POST", SHELVES, shelf("b", "'boards':101"));
		assertThat(response.statusCode()).isEqualTo(422);
		assertThat(response.body()).contains("\"message\":\"Shelf.test.example.com \\\"b\\\" is invalid: spec.boards:"
				+ " Invalid value: 101: must not be more than 100\"", "\"field\":\"spec.boards\"");
		assertThat(response.headers().allValues("Warning")).isEmpty();
	}

	@Test
	void refusalNamesTheObject() throws Exception {
		HttpResponse<String> response = send("POST", SHELVES, shelf("forbidden", ""));
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(response.body()).contains(
				"\"message\":\"shelves.test.example.com \\\"forbidden\\\" is forbidden: bad name\"",
				"\"reason\":\"Forbidden\"",
				"\"details\":{\"name\":\"forbidden\",\"group\":\"test.example.com\",\"kind\":\"shelves\"}");
	}

	@Test
	void defectOfAHookTellsNothingAndIsLoggedOnce(CapturedOutput output) throws Exception {
		HttpResponse<String> response = send("POST", SHELVES, shelf("c", "'boards':13"));
		assertThat(response.statusCode()).isEqualTo(500);
		assertThat(response.body()).contains("\"reason\":\"InternalError\"").doesNotContain("secret", "Exception");
		String auditId = response.headers().firstValue("Audit-Id").orElseThrow();
		assertThat(output.getAll()).containsOnlyOnce("IllegalStateException: a secret of the validator")
			.contains(auditId);
	}

	@Test
	void deletionsOfACollectionAreLookedAtOneByOne() throws Exception {
		send("POST", SHELVES.replace("default", "many"), shelf("x", ""));
		send("POST", SHELVES.replace("default", "many"), shelf("y", ""));
		SEEN.clear();
		assertThat(send("DELETE", SHELVES.replace("default", "many"), "").statusCode()).isEqualTo(200);
		assertThat(SEEN).containsExactlyInAnyOrder("first DELETE x", "second DELETE x", "all DELETE x",
				"first DELETE y", "second DELETE y", "all DELETE y");
	}

	@Test
	void connectionIsLookedAt() throws Exception {
		send("POST", SHELVES, shelf("d", ""));
		SEEN.clear();
		assertThat(send("GET", SHELVES + "/d/look", "").statusCode()).isEqualTo(200);
		assertThat(SEEN).containsExactly("first CONNECT d/look", "second CONNECT d/look", "all CONNECT d/look");
		send("POST", SHELVES, shelf("locked", ""));
		HttpResponse<String> refused = send("GET", SHELVES + "/locked/look", "");
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.body())
			.contains("shelves.test.example.com \\\"locked\\\" is forbidden: nobody looks at locked");
	}

	@Test
	void updateCreatesForWhoMayCreate() throws Exception {
		HttpResponse<String> created = send("PUT", SHELVES + "/new", shelf("new", ""));
		assertThat(created.statusCode()).isEqualTo(201);
		assertThat(created.body()).contains("\"name\":\"new\"", "\"boards\":5");
		HttpRequest request = server.request(SHELVES + "/denied")
			.PUT(BodyPublishers.ofString(shelf("denied", "")))
			.header("X-Clerk", "joe")
			.build();
		HttpResponse<String> refused = server.client(null).send(request, BodyHandlers.ofString());
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.body()).contains("shelves.test.example.com \\\"denied\\\" is forbidden: User \\\"joe\\\""
				+ " cannot create resource \\\"shelves\\\" in API group \\\"test.example.com\\\" in the namespace"
				+ " \\\"default\\\": not this one");
		assertThat(send("GET", SHELVES + "/denied", "").statusCode()).isEqualTo(404);
	}

	private static HttpResponse<String> send(String method, String path, String body) throws Exception {
		HttpRequest request = server.request(path)
			.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
			.header("Content-Type", "application/json")
			.build();
		return server.client(server.admin()).send(request, BodyHandlers.ofString());
	}

	private static String shelf(String name, String spec) {
		return ("{'apiVersion':'test.example.com/v1','kind':'Shelf','metadata':{'name':'" + name + "'},'spec':{" + spec
				+ "}}")
			.replace('\'', '"');
	}

	private static void see(String bean, AdmissionAttributes<?> attributes) {
		SEEN.add(bean + " " + attributes.operation() + " " + attributes.name()
				+ (attributes.subresource().isEmpty() ? "" : "/" + attributes.subresource()));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Shelves.class, Shelves.Look.class })
	static class Application {

		@Bean
		@Order(3)
		ValidatingAdmission<KubernetesObject> all() {
			return (attributes) -> see("all", attributes);
		}

		@Bean
		@Order(2)
		ValidatingAdmission<Shelf> second() {
			return (attributes) -> {
				see("second", attributes);
				attributes.addWarning("admitted");
				if (attributes.name().equals("forbidden")) {
					throw attributes.forbidden("bad name");
				}
			};
		}

		@Bean
		@Order(1)
		ValidatingAdmission<Shelf> first() {
			return (attributes) -> {
				see("first", attributes);
				Shelf shelf = attributes.object();
				if (attributes.subresource().equals("look") && shelf.getMetadata().getName().equals("locked")) {
					throw attributes.forbidden("nobody looks at " + shelf.getMetadata().getName());
				}
			};
		}

		@Bean
		MutatingAdmission<Shelf> owned() {
			return (attributes) -> {
				Shelf shelf = attributes.object();
				if (shelf != null && shelf.getSpec() != null) {
					shelf.setSpec(new ShelfSpec(shelf.getSpec().boards(), List.of("mutated")));
				}
			};
		}

		@Bean
		Authenticator clerks() {
			return (request) -> request.header("X-Clerk").isEmpty() ? Mono.empty()
					: Mono.just(new UserInfo(request.header("X-Clerk").get(0), "", List.of(), Map.of()));
		}

		@Bean
		Authorizer creations() {
			return (user, request) -> Mono.just((request.verb().equals("create") && request.name().equals("denied"))
					? new Decision(Decision.Verdict.DENY, "not this one") : Decision.NO_OPINION);
		}

	}

}
