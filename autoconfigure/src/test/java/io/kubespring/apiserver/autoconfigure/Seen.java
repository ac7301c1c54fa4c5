package io.kubespring.apiserver.autoconfigure;

import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.authentication.UserInfo;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What came back over a {@link Wire}, and the specs of the reviews that were asked for on
 * the way; with what the reference on trust says of an answer, in its words.
 *
 * @param status the status, 0 if there was no answer
 * @param headers the headers by their names in lower case
 * @param body the body
 * @param failure why there was no answer
 * @param reviews the specs of SubjectAccessReviews
 */
record Seen(int status, Map<String, List<String>> headers, String body, String failure, List<JsonNode> reviews) {

	static Seen nothing(String failure) {
		return new Seen(0, Map.of(), "", failure, List.of());
	}

	Seen withReviews(List<JsonNode> more) {
		return new Seen(this.status, this.headers, this.body, this.failure, List.copyOf(more));
	}

	String header(String name) {
		return String.join("|", this.headers.getOrDefault(name, List.of()));
	}

	/**
	 * S401.
	 */
	void isUnauthorized() {
		assertThat(this.body).as(this.failure)
			.isEqualTo("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\","
					+ "\"message\":\"Unauthorized\",\"reason\":\"Unauthorized\",\"code\":401}\n");
		assertThat(this.status).isEqualTo(401);
		assertThat(header("content-type")).isEqualTo("application/json");
		assertThat(header("cache-control")).isEqualTo("no-cache, private");
		assertThat(header("audit-id")).hasSize(36);
		assertThat(this.headers).doesNotContainKeys("www-authenticate", "x-content-type-options");
		assertThat(this.reviews).isEmpty();
	}

	/**
	 * F(user) of a list of all foos.
	 */
	Seen isForbidden(String user) {
		assertThat(this.body).as(this.failure)
			.isEqualTo("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},"
					+ "\"status\":\"Failure\",\"message\":\"foos.g.io is forbidden: User \\\"" + user
					+ "\\\" cannot list resource \\\"foos\\\" in API group \\\"g.io\\\" at the cluster scope\","
					+ "\"reason\":\"Forbidden\",\"details\":{\"group\":\"g.io\",\"kind\":\"foos\"},\"code\":403}\n");
		assertThat(this.status).isEqualTo(403);
		assertThat(header("content-type")).isEqualTo("application/json");
		assertThat(header("x-content-type-options")).isEqualTo("nosniff");
		assertThat(header("cache-control")).isEqualTo("no-cache, private");
		return this;
	}

	/**
	 * 200, with a list of foos.
	 */
	Seen isListed() {
		assertThat(this.body).as(this.failure)
			.startsWith("{\"apiVersion\":\"g.io/v1\",\"items\":[")
			.contains("\"kind\":\"FooList\"");
		assertThat(this.status).isEqualTo(200);
		return this;
	}

	/**
	 * SAR(user), with exactly these groups.
	 */
	Seen isReviewedAs(String user, String... groups) {
		assertThat(review().path("user").asString()).isEqualTo(user);
		assertThat(review().path("groups")).extracting(JsonNode::asString).containsExactly(groups);
		return this;
	}

	/**
	 * SAR(user), as for every authenticated user without groups.
	 */
	Seen isReviewedAs(String user) {
		return isReviewedAs(user, UserInfo.ALL_AUTHENTICATED);
	}

	JsonNode review() {
		assertThat(this.reviews).as(this.status + " " + this.body + this.failure).hasSize(1);
		return this.reviews.get(0);
	}

}
