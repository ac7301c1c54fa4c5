package io.kubespring.apiserver.impersonation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.kubespring.apiserver.authentication.MutableClock;
import io.kubespring.apiserver.authentication.TestRequest;
import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.authorization.Decision;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.request.QueryParameters;
import io.kubespring.apiserver.request.RequestInfo;
import io.kubespring.apiserver.request.RequestInfoParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may be whom, and what is asked about it in which order. A permission is written as
 * the question for it: verb, resource with group, and name. Numbers are those of the
 * cases in the reference on trust.
 */
class ImpersonationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final UserInfo ALICE = new UserInfo("alice", "", List.of("dev", "system:authenticated"), Map.of());

	private static final UserInfo AGENT = new UserInfo("system:serviceaccount:n:agent", "",
			List.of("system:serviceaccounts"),
			Map.of("authentication.kubernetes.io/node-name", List.of("node1"), "a", List.of("b")));

	private final MutableClock clock = new MutableClock();

	private final List<String> asked = new ArrayList<>();

	private final List<UserInfo> askedFor = new ArrayList<>();

	private Predicate<String> allowed = (question) -> false;

	private @Nullable RuntimeException failure;

	private String reason = "";

	private final Impersonation impersonation = new Impersonation(this::decide, true, this.clock);

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0', nullValues = "-",
			textBlock = """
					124 legacy     | impersonate users bob | User=bob | bob[system:authenticated]
					124 user-info  | impersonate-on:user-info:list foos.g -;impersonate:user-info users.authentication.k8s.io bob | User=bob | bob[system:authenticated]
					124 anonymous  | impersonate users system:anonymous | User=system:anonymous | system:anonymous[system:unauthenticated]
					124 given      | impersonate users bob;impersonate groups g1;impersonate groups g2 | User=bob,Group=g1,Group=g2 | bob[g1, g2, system:authenticated]
					124 named once | impersonate users bob;impersonate groups system:authenticated | User=bob,Group=system:authenticated | bob[system:authenticated]
					124 unknown    | impersonate users bob;impersonate groups system:unauthenticated | User=bob,Group=system:unauthenticated | bob[system:unauthenticated]
					124 first only | impersonate users bob | User=bob,User=root | bob[system:authenticated]
					124 uid        | impersonate users bob;impersonate uids.authentication.k8s.io u1 | User=bob,Uid=u1 | bob(u1)[system:authenticated]
					120 extra      | impersonate users bob;impersonate userextras/acme.com/team.authentication.k8s.io a;impersonate userextras/acme.com/team.authentication.k8s.io b | User=bob,Extra-Acme.com%2FTeam=a,Extra-Acme.com%2FTeam=b | bob[system:authenticated]{acme.com/team=[a, b]}
					120 odd extra  | impersonate users bob;impersonate userextras/a%zz.authentication.k8s.io v | User=bob,Extra-A%zz=v | bob[system:authenticated]{a%zz=[v]}
					127 account    | impersonate serviceaccounts n/s | User=system:serviceaccount:n:s | system:serviceaccount:n:s[system:serviceaccounts, system:serviceaccounts:n, system:authenticated]
					127 groups     | impersonate serviceaccounts n/s;impersonate groups g | User=system:serviceaccount:n:s,Group=g | system:serviceaccount:n:s[g, system:authenticated]
					127 no account | impersonate users system:serviceaccount:N:s | User=system:serviceaccount:N:s | system:serviceaccount:N:s[system:authenticated]
					127 constrained| impersonate-on:serviceaccount:list foos.g -;impersonate:serviceaccount serviceaccounts.authentication.k8s.io n/s | User=system:serviceaccount:n:s | system:serviceaccount:n:s[system:serviceaccounts, system:serviceaccounts:n, system:authenticated]
					124 node       | impersonate-on:arbitrary-node:list foos.g -;impersonate:arbitrary-node nodes.authentication.k8s.io node1 | User=system:node:node1 | system:node:node1[system:nodes, system:authenticated]
					124 legacy node| impersonate users system:node:node1 | User=system:node:node1 | system:node:node1[system:authenticated]
					128 masters    | impersonate users bob;impersonate groups system:masters | User=bob,Group=system:masters | bob[system:masters, system:authenticated]
					124 many       | impersonate-on:user-info:list foos.g -;impersonate:user-info users.authentication.k8s.io bob;impersonate:user-info groups.authentication.k8s.io * | User=bob,Group=a,Group=b,Group=c,Group=d | bob[a, b, c, d, system:authenticated]
					124 many extra | impersonate-on:user-info:list foos.g -;impersonate:user-info users.authentication.k8s.io bob;impersonate:user-info userextras/*.authentication.k8s.io * | User=bob,Extra-x%2fa=1,Extra-x%2fa=2,Extra-x%2fa=3,Extra-x%2fb=4 | bob[system:authenticated]{x/a=[1, 2, 3], x/b=[4]}
					""")
	void permitsWhoMayBeSomebodyElse(String number, String permissions, String headers, String user) {
		allow(permissions);
		assertThat(impersonate(ALICE, headers)).as(number).isEqualTo(user);
	}

	/**
	 * Every permission is needed.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0',
			textBlock = """
					impersonate users bob;impersonate groups g1;impersonate groups g2 | User=bob,Group=g1,Group=g2
					impersonate users bob;impersonate uids.authentication.k8s.io u1 | User=bob,Uid=u1
					impersonate users bob;impersonate userextras/k.authentication.k8s.io a;impersonate userextras/k.authentication.k8s.io b | User=bob,Extra-K=a,Extra-k=b
					impersonate-on:user-info:list foos.g -;impersonate:user-info users.authentication.k8s.io bob;impersonate:user-info uids.authentication.k8s.io u1 | User=bob,Uid=u1
					impersonate-on:arbitrary-node:list foos.g -;impersonate:arbitrary-node nodes.authentication.k8s.io node1 | User=system:node:node1
					""")
	void refusesWhenOnePermissionIsMissing(String permissions, String headers) {
		List<String> all = List.of(permissions.split(";"));
		for (String missing : all) {
			allow(all.stream().filter((permission) -> !permission.equals(missing)).collect(Collectors.joining(";")));
			assertThat(impersonate(ALICE, headers)).as("without " + missing).startsWith("403 ");
		}
		allow(permissions);
		assertThat(impersonate(ALICE, headers)).doesNotContain("403");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0',
			textBlock = """
					125 first      | impersonate users nobody | User=bob | foos.g is forbidden: User "alice" cannot impersonate-on:user-info:list resource "foos" in API group "g" at the cluster scope
					125 second     | impersonate-on:user-info:list foos.g - | User=bob | users.authentication.k8s.io "bob" is forbidden: User "alice" cannot impersonate:user-info resource "users" in API group "authentication.k8s.io" at the cluster scope
					127 account    | impersonate users system:serviceaccount:n:s | User=system:serviceaccount:n:s | foos.g is forbidden: User "alice" cannot impersonate-on:serviceaccount:list resource "foos" in API group "g" at the cluster scope
					127 only legacy| impersonate users system:serviceaccount:n:s | User=system:serviceaccount:n:s,Group=g | serviceaccounts "s" is forbidden: User "alice" cannot impersonate resource "serviceaccounts" in API group "" in the namespace "n"
					128 masters    | impersonate-on:user-info:list foos.g -;impersonate:user-info users.authentication.k8s.io bob;impersonate:user-info groups.authentication.k8s.io system:masters | User=bob,Group=system:masters | groups.authentication.k8s.io "system:masters" is forbidden: User "alice" cannot impersonate:user-info resource "groups" in API group "authentication.k8s.io" at the cluster scope: impersonating the system:masters group is not allowed
					128 other group| impersonate users bob;impersonate groups g1 | User=bob,Group=system:masters | foos.g is forbidden: User "alice" cannot impersonate-on:user-info:list resource "foos" in API group "g" at the cluster scope
					124 empty group| impersonate-on:user-info:list foos.g -;impersonate:user-info users.authentication.k8s.io bob | User=bob,Group= | groups.authentication.k8s.io is forbidden: User "alice" cannot impersonate:user-info resource "groups" in API group "authentication.k8s.io" at the cluster scope: impersonating the empty string group is not allowed
					124 empty key  | impersonate-on:user-info:list foos.g -;impersonate:user-info users.authentication.k8s.io bob | User=bob,Extra-=v | userextras.authentication.k8s.io is forbidden: User "alice" cannot impersonate:user-info resource "userextras" in API group "authentication.k8s.io" at the cluster scope: impersonating the empty string key in extra is not allowed
					124 bare key   | impersonate-on:user-info:list foos.g -;impersonate:user-info users.authentication.k8s.io bob | User=bob,Extra-scopes=v | userextras.authentication.k8s.io is forbidden: User "alice" cannot impersonate:user-info resource "userextras" in API group "authentication.k8s.io" at the cluster scope: impersonating an invalid key in extra is not allowed: extra.key: Invalid value: "scopes": must be a domain-prefixed path (such as "acme.io/foo")
					124 upper key  | impersonate-on:user-info:list foos.g -;impersonate:user-info users.authentication.k8s.io bob | User=bob,Extra-a.io%2f%41=v | userextras.authentication.k8s.io is forbidden: User "alice" cannot impersonate:user-info resource "userextras" in API group "authentication.k8s.io" at the cluster scope: impersonating a non-lowercase key in extra is not allowed: "a.io/A"
					124 empty value| impersonate-on:user-info:list foos.g -;impersonate:user-info users.authentication.k8s.io bob | User=bob,Extra-a.io%2fb= | userextras.authentication.k8s.io is forbidden: User "alice" cannot impersonate:user-info resource "userextras" in API group "authentication.k8s.io" at the cluster scope: impersonating the empty string value in extra is not allowed
					""")
	void tellsFirstRefusal(String number, String permissions, String headers, String message) {
		allow(permissions);
		assertThat(impersonate(ALICE, headers)).as(number).isEqualTo("403 Forbidden " + message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0',
			textBlock = """
					Group=g1               | Name:"", UID:"", Groups:[]string{"g1"}, Extra:map[string][]string(nil)
					Uid=u                  | Name:"", UID:"u", Groups:[]string(nil), Extra:map[string][]string(nil)
					User=,Group=           | Name:"", UID:"", Groups:[]string{""}, Extra:map[string][]string(nil)
					Extra-B=1,Extra-a=2,Extra-b=3 | Name:"", UID:"", Groups:[]string(nil), Extra:map[string][]string{"a":[]string{"2"}, "b":[]string{"1", "3"}}
					""")
	void case126AttributesWithoutUserAreABadRequest(String headers, String user) {
		assertThat(impersonate(ALICE, headers))
			.isEqualTo("400 BadRequest requested &user.DefaultInfo{" + user + "} without impersonating a user name");
		assertThat(this.asked).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "User=", "Uid=", "Foo=bar" })
	void nobodyElseIsWanted(String headers) {
		assertThat(this.impersonation.impersonate(request(headers), ALICE, list())).isNull();
		assertThat(this.asked).isEmpty();
	}

	@Test
	void asksInOrder() {
		this.allowed = (question) -> question.startsWith("impersonate ");
		impersonate(ALICE, "User=bob,Uid=u,Group=g2,Group=g1,Extra-b=2,Extra-A=1");
		assertThat(this.asked).containsExactly("impersonate-on:user-info:list foos.g -", "impersonate users bob",
				"impersonate uids.authentication.k8s.io u", "impersonate groups g2", "impersonate groups g1",
				"impersonate userextras/a.authentication.k8s.io 1", "impersonate userextras/b.authentication.k8s.io 2");
		assertThat(this.askedFor).containsOnly(ALICE);
	}

	@Test
	void manyAreAskedAboutOneByOneWhenNotAllArePermitted() {
		allow("impersonate-on:user-info:list foos.g -");
		this.allowed = this.allowed.or((question) -> question.matches("impersonate:user-info .* ([a-d]|bob)"));
		assertThat(impersonate(ALICE, "User=bob,Group=a,Group=b,Group=c,Group=d"))
			.isEqualTo("bob[a, b, c, d, system:authenticated]");
		assertThat(this.asked).contains("impersonate:user-info groups.authentication.k8s.io *",
				"impersonate:user-info groups.authentication.k8s.io d");
	}

	@Test
	void modeOfTheLastTimeIsTriedFirst() {
		this.allowed = (question) -> question.startsWith("impersonate users b");
		impersonate(ALICE, "User=bob");
		this.asked.clear();
		impersonate(ALICE, "User=bill");
		assertThat(this.asked).containsExactly("impersonate users bill");
		assertThat(impersonate(ALICE, "User=other"))
			.isEqualTo("403 Forbidden users \"other\" is forbidden: User \"alice\" cannot impersonate resource"
					+ " \"users\" in API group \"\" at the cluster scope");
		assertThat(impersonate(AGENT, "User=other")).contains("impersonate-on:user-info:list");
	}

	@Test
	void permissionOfConstrainedModeIsRememberedForTenSeconds() {
		this.allowed = (question) -> question.contains("user-info");
		impersonate(ALICE, "User=bob");
		assertThat(this.asked).hasSize(2);
		impersonate(ALICE, "User=bob");
		assertThat(this.asked).hasSize(2);
		impersonate(ALICE, "User=bob", request("GET", "/apis/g/v1/bars"));
		assertThat(this.asked).hasSize(3).last().isEqualTo("impersonate-on:user-info:list bars.g -");
		this.clock.advance(Duration.ofMillis(9_999));
		this.allowed = (question) -> false;
		assertThat(impersonate(ALICE, "User=bob")).isEqualTo("bob[system:authenticated]");
		assertThat(impersonate(ALICE, "User=bill")).startsWith("403");
		assertThat(impersonate(AGENT, "User=bob")).startsWith("403");
		this.clock.advance(Duration.ofMillis(1));
		assertThat(impersonate(ALICE, "User=bob")).startsWith("403");
	}

	@Test
	void permissionOfLegacyModeIsNotRememberedHere() {
		allow("impersonate users bob");
		impersonate(ALICE, "User=bob");
		this.allowed = (question) -> false;
		assertThat(impersonate(ALICE, "User=bob")).startsWith("403");
	}

	@Test
	void serviceAccountIsTheNodeThatItIsOn() {
		allow("impersonate-on:associated-node:list foos.g -;"
				+ "impersonate:associated-node nodes.authentication.k8s.io *");
		assertThat(impersonate(AGENT, "User=system:node:node1"))
			.isEqualTo("system:node:node1[system:nodes, system:authenticated]");
		assertThat(this.askedFor).extracting(UserInfo::extra)
			.containsOnly(Map.of("authentication.kubernetes.io/associated-node-keys",
					List.of("a", "authentication.kubernetes.io/node-name")));
		assertThat(this.asked).hasSize(2);
		UserInfo elsewhere = new UserInfo(AGENT.name(), "", AGENT.groups(),
				Map.of("authentication.kubernetes.io/node-name", List.of("node2"), "a", List.of("c")));
		assertThat(impersonate(elsewhere, "User=system:node:node2"))
			.isEqualTo("system:node:node2[system:nodes, system:authenticated]");
		assertThat(this.asked).as("the same for all nodes").hasSize(2);
		assertThat(impersonate(elsewhere, "User=system:node:node1")).startsWith("403");
		assertThat(impersonate(ALICE, "User=system:node:node1")).startsWith("403");
		assertThat(impersonate(AGENT, "User=system:node:node1,Group=g")).startsWith("403");
		UserInfo noAccount = new UserInfo("agent", "", AGENT.groups(), AGENT.extra());
		assertThat(impersonate(noAccount, "User=system:node:node1")).startsWith("403");
	}

	@Test
	void case130FailureToAskIsARefusal() {
		this.failure = new IllegalStateException("host is down");
		assertThat(impersonate(ALICE, "User=bob"))
			.isEqualTo("403 Forbidden foos.g is forbidden: User \"alice\" cannot impersonate-on:user-info:list resource"
					+ " \"foos\" in API group \"g\" at the cluster scope: host is down");
		this.failure = ApiStatusException.forbidden("closed on Sundays");
		assertThat(impersonate(ALICE, "User=bob")).isEqualTo("403 Forbidden forbidden: closed on Sundays");
	}

	@Test
	void reasonOfRefusalIsTold() {
		this.reason = "R";
		assertThat(impersonate(ALICE, "User=bob")).endsWith("at the cluster scope: R");
	}

	@Test
	void constrainedModesCanBeSwitchedOff() {
		Impersonation legacy = new Impersonation(this::decide, false, this.clock);
		this.allowed = (question) -> question.contains("user-info");
		assertThat(outcome(legacy.impersonate(request("User=bob"), ALICE, list())))
			.isEqualTo("403 Forbidden users \"bob\" is forbidden: User \"alice\" cannot impersonate resource \"users\""
					+ " in API group \"\" at the cluster scope");
		assertThat(this.asked).containsExactly("impersonate users bob");
	}

	@Test
	void namesThatAreTooLongAreNoNodesAndNoAccounts() {
		this.allowed = (question) -> question.startsWith("impersonate users");
		String name = "system:node:" + "a.".repeat(100_000) + "a";
		assertThat(impersonate(ALICE, "User=" + name)).startsWith(name);
		assertThat(impersonate(ALICE, "User=system:serviceaccount:" + "n".repeat(64) + ":s")).startsWith("system:");
		assertThat(this.asked).contains("impersonate users system:serviceaccount:" + "n".repeat(64) + ":s");
	}

	@ParameterizedTest
	@CsvSource({ "impersonate-user,true", "impersonate-group,true", "impersonate-uid,true",
			"impersonate-extra-scope,true", "impersonate-extra-,true", "impersonate-foo,false", "x-user,false" })
	void hidesItsHeaders(String name, boolean hidden) {
		assertThat(Impersonation.hides(name)).isEqualTo(hidden);
	}

	private Mono<Decision> decide(UserInfo user, RequestInfo request) {
		String resource = request.resource() + (request.subresource().isEmpty() ? "" : "/" + request.subresource())
				+ (request.apiGroup().isEmpty() ? "" : "." + request.apiGroup());
		String name = request.namespace().isEmpty() ? request.name() : request.namespace() + "/" + request.name();
		String question = request.verb() + " " + resource + " " + (name.isEmpty() ? "-" : name);
		this.asked.add(question);
		this.askedFor.add(user);
		if (this.failure != null) {
			return Mono.error(this.failure);
		}
		return Mono.just(
				this.allowed.test(question) ? Decision.ALLOW : new Decision(Decision.Verdict.NO_OPINION, this.reason));
	}

	private void allow(String permissions) {
		List<String> all = Arrays.asList(permissions.split(";"));
		this.allowed = all::contains;
	}

	private String impersonate(UserInfo requestor, String headers) {
		return impersonate(requestor, headers, list());
	}

	private String impersonate(UserInfo requestor, String headers, RequestInfo info) {
		try {
			return outcome(this.impersonation.impersonate(request(headers), requestor, info));
		}
		catch (ApiStatusException ex) {
			return text(ex);
		}
	}

	private static String outcome(@Nullable Mono<UserInfo> answer) {
		assertThat(answer).isNotNull();
		String outcome = answer.map(ImpersonationTests::text)
			.onErrorResume(ApiStatusException.class, (ex) -> Mono.just(text(ex)))
			.block(PATIENCE);
		assertThat(outcome).isNotNull();
		return outcome;
	}

	private static String text(ApiStatusException ex) {
		return ex.status().code() + " " + ex.status().reason() + " " + ex.status().message();
	}

	private static String text(UserInfo user) {
		return user.name() + (user.uid().isEmpty() ? "" : "(" + user.uid() + ")") + user.groups()
				+ (user.extra().isEmpty() ? "" : new TreeMap<>(user.extra()).toString());
	}

	private static TestRequest request(String headers) {
		TestRequest request = TestRequest.with();
		for (String header : headers.isEmpty() ? new String[0] : headers.split(",")) {
			String[] parts = header.split("=", 2);
			request.header("Impersonate-" + parts[0], parts[1]);
		}
		return request;
	}

	private static RequestInfo list() {
		return request("GET", "/apis/g/v1/foos");
	}

	private static RequestInfo request(String method, String path) {
		return RequestInfoParser.parse(method, path, QueryParameters.parse(""));
	}

}
