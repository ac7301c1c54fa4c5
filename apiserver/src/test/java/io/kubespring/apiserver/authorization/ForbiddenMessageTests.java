package io.kubespring.apiserver.authorization;

import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.error.Status;
import io.kubespring.apiserver.error.StatusDetails;
import io.kubespring.apiserver.request.QueryParameters;
import io.kubespring.apiserver.request.RequestInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ForbiddenMessageTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0',
			textBlock = """
					GET | /apis/g/v1/namespaces/n/foos | | foos.g is forbidden: User "u" cannot list resource "foos" in API group "g" in the namespace "n"
					GET | /apis/g/v1/namespaces/n/foos/x | | foos.g "x" is forbidden: User "u" cannot get resource "foos" in API group "g" in the namespace "n"
					GET | /apis/g/v1/foos | | foos.g is forbidden: User "u" cannot list resource "foos" in API group "g" at the cluster scope
					GET | /apis/g/v1/foos/x/status | | foos.g "x" is forbidden: User "u" cannot get resource "foos/status" in API group "g" at the cluster scope
					GET | /api/v1/pods/x | | pods "x" is forbidden: User "u" cannot get resource "pods" in API group "" at the cluster scope
					GET | /metrics | | forbidden: User "u" cannot get path "/metrics"
					GET | /apis/g/v1/foos | fieldSelector=metadata.name=x | foos.g "x" is forbidden: User "u" cannot list resource "foos" in API group "g" at the cluster scope
					OPTIONS | /apis/g/v1/foos/x | | foos.g "x" is forbidden: User "u" cannot  resource "foos" in API group "g" at the cluster scope
					GET | /apis/g/v1//foos | | forbidden: User "u" cannot get resource "" in API group "g" at the cluster scope
					GET | /apis/g/v1/<script> | | <script>.g is forbidden: User "u" cannot list resource "&lt;script&gt;" in API group "g" at the cluster scope
					""")
	void saysWhoCannotDoWhat(String method, String path, String query, String message) {
		assertThat(forbidden("u", method, path, query, "").message()).isEqualTo(message);
	}

	@Test
	void addsReasonWithoutEscapingIt() {
		assertThat(forbidden("u", "GET", "/apis", "", "<R>").message())
			.isEqualTo("forbidden: User \"u\" cannot get path \"/apis\": <R>");
	}

	@Test
	void quotesThenEscapesUser() {
		assertThat(forbidden("us\"er<", "GET", "/apis", "", "").message())
			.isEqualTo("forbidden: User \"us\\\"er&lt;\" cannot get path \"/apis\"");
	}

	@Test
	void isStatusWithDetails() {
		assertThat(forbidden("u", "GET", "/apis/g/v1/foos/x", "", "")).satisfies((status) -> {
			assertThat(status.code()).isEqualTo(403);
			assertThat(status.reason()).isEqualTo("Forbidden");
			assertThat(status.success()).isFalse();
			assertThat(status.details()).isEqualTo(new StatusDetails("x", "g", "foos", "", List.of(), 0));
		});
		assertThat(forbidden("u", "GET", "/metrics", "", "").details()).isEqualTo(StatusDetails.EMPTY);
	}

	private static Status forbidden(String user, String method, String path, String query, String reason) {
		return ForbiddenMessage
			.of(new UserInfo(user, "", List.of(), Map.of()),
					RequestInfoParser.parse(method, path, QueryParameters.parse((query != null) ? query : "")), reason)
			.status();
	}

}
