package io.kubespring.apiserver.autoconfigure;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.autoconfigure.RawRequest.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Paths that somebody could read in two ways: what is served is what was reviewed, and
 * never more. In each of two namespaces there is an object named after it. Numbers are
 * those of the cases in the reference on trust.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostilePathTests {

	private static final String API = "/apis/g.io/v1";

	@TempDir
	static Path directory;

	private static ExtensionServer server;

	@BeforeAll
	static void start() throws Exception {
		server = ExtensionServer.start(directory);
		for (String namespace : List.of("a", "b")) {
			server.namespace(namespace, "Active");
			server.createFoo(namespace, "in-" + namespace);
		}
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	/**
	 * Path, what is reviewed, and the status where only namespace a and only namespace b
	 * may be read.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0',
			textBlock = """
					/namespaces/a/foos           | namespace:a verb:list resource:foos                     | 200 | 403
					/namespaces/a%2Fb/foos       | namespace:a verb:get resource:b name:foos               | 404 | 403
					/namespaces/a%2Ffoos         | namespace:a verb:list resource:foos                     | 200 | 403
					/namespaces/a/../b/foos      | namespace:a verb:get resource:.. subresource:foos name:b | 404 | 403
					/namespaces/a/%2e%2e/b/foos  | namespace:a verb:get resource:.. subresource:foos name:b | 404 | 403
					/namespaces/a/..%2Fb/foos    | namespace:a verb:get resource:.. subresource:foos name:b | 404 | 403
					/namespaces/a/%252e%252e/foos | namespace:a verb:get resource:%2e%2e name:foos          | 404 | 403
					/namespaces/a;x=1/foos       | namespace:a;x=1 verb:list resource:foos                 | 403 | 403
					/namespaces/a%3Bx=1/foos     | namespace:a;x=1 verb:list resource:foos                 | 403 | 403
					/namespaces/a/foos;x=1       | namespace:a verb:list resource:foos;x=1                 | 404 | 403
					//foos                       | verb:get name:foos                                      | 403 | 403
					//namespaces/a/foos          | verb:get subresource:a name:namespaces                  | 403 | 403
					/namespaces//foos            | verb:list resource:foos                                 | 403 | 403
					/namespaces/a//foos          | namespace:a verb:get name:foos                          | 404 | 403
					/namespaces/a/foos/%2e       | namespace:a verb:get resource:foos name:.               | 400 | 403
					/namespaces/a/foos/..        | namespace:a verb:get resource:foos name:..              | 400 | 403
					/namespaces/a/foos/../in-b   | namespace:a verb:get resource:foos subresource:in-b name:.. | 404 | 403
					/namespaces/a/foos//in-a     | namespace:a verb:list resource:foos subresource:in-a    | 404 | 403
					/namespaces/a%252Fb/foos     | namespace:a%2Fb verb:list resource:foos                 | 403 | 403
					/namespaces/a/foos/in%2Da    | namespace:a verb:get resource:foos name:in-a            | 200 | 403
					/namespaces/a/foos/in-a%2Fstatus | namespace:a verb:get resource:foos subresource:status name:in-a | 404 | 403
					/namespaces/a%5Cb/foos        | namespace:a\\b verb:list resource:foos                  | 403 | 403
					/namespaces/A/foos           | namespace:A verb:list resource:foos                     | 403 | 403
					/namespaces/a%00/foos        | namespace:a<NUL> verb:list resource:foos                   | 403 | 403
					/namespaces/a/foos/in-a%00   | namespace:a verb:get resource:foos name:in-a<NUL>          | 404 | 403
					/namespaces/a/foos/in-a%FF   | namespace:a verb:get resource:foos name:in-a<BAD>      | 404 | 403
					/namespaces/a/foos/in-a%20   | namespace:a verb:get resource:foos name:in-a<SP>      | 404 | 403
					/namespaces/a/foos?x=/namespaces/b/foos | namespace:a verb:list resource:foos          | 200 | 403
					""")
	void case115ServesOnlyWhatWasReviewed(String path, String attributes, int withA, int withB) throws Exception {
		String reviewed = attributes.replace("<NUL>", "\0").replace("<BAD>", "\uFFFD").replace("<SP>", " ");
		assertServed(path, reviewed, "a", withA, "in-b");
		assertServed(path, reviewed, "b", withB, "in-a");
	}

	private static void assertServed(String path, String attributes, String namespace, int status, String foreign)
			throws Exception {
		server.allow((spec) -> spec.path("resourceAttributes").path("namespace").asString("").equals(namespace));
		Answer answer = RawRequest.send(server, ExtensionServer.ALICE, "GET " + API + path);
		assertThat(answer.reviews()).hasSize(1);
		assertThat(Attributes.of(answer.reviews().get(0))).isEqualTo(attributes + " group:g.io version:v1");
		assertThat(answer.body()).as("in namespace " + namespace).doesNotContain(object(foreign));
		assertThat(answer.status()).as(answer.body()).isEqualTo(status);
		assertThat(answer.body().contains(object("in-" + namespace))).isEqualTo(status == 200);
	}

	private static String object(String name) {
		return "\"name\":\"" + name + "\",\"namespace\":";
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\\b", "a<b", "a\"b", "a|b", "a^b", "a`b", "a{b}", "a[b]", "%zz", "%2", "%", "in-a%",
			"in-a%0", "%u0061", "in-a%zz/status" })
	void case116EscapesThatAreNoneAreRefusedAndNotReviewed(String name) throws Exception {
		server.allow((spec) -> true);
		Answer answer = RawRequest.send(server, ExtensionServer.ALICE, "GET " + API + "/namespaces/a/foos/" + name);
		assertThat(answer.body()).doesNotContain("in-a");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.reviews()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			GET     | namespace:a verb:get resource:foos name:in-a | 200
			HEAD    | namespace:a verb:get resource:foos name:in-a | 405
			OPTIONS | namespace:a resource:foos name:in-a          | 405
			TRACE   | namespace:a resource:foos name:in-a          | 405
			get     | namespace:a resource:foos name:in-a          | 405
			LINK    | namespace:a resource:foos name:in-a          | 405
			CONNECTED | namespace:a resource:foos name:in-a        | 405
			""")
	void case118MethodsThatAreNoVerbsAreReviewedWithoutOne(String method, String attributes, int status)
			throws Exception {
		server.allow((spec) -> spec.path("user").asString("").equals("alice"));
		String line = method + " " + API + "/namespaces/a/foos/in-a";
		Answer answer = RawRequest.send(server, ExtensionServer.ALICE, line, "X-Secret: s3cret");
		assertThat(answer.reviews()).extracting(Attributes::of).containsExactly(attributes + " group:g.io version:v1");
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.body()).doesNotContain("s3cret");
		Answer refused = RawRequest.send(server, null, line);
		assertThat(refused.reviews()).hasSize(1);
		assertThat(refused.status()).isEqualTo(403);
	}

}
