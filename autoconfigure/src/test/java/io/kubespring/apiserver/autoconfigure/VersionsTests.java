package io.kubespring.apiserver.autoconfigure;

import java.io.BufferedReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a kind that is served in two versions, over a socket.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class VersionsTests {

	private static final String NEW = "/apis/test.example.com/v1/namespaces/default/tickets";

	private static final String OLD = "/apis/test.example.com/v1beta1/namespaces/default/tickets";

	private static final String DEPRECATED = "299 - \"test.example.com/v1beta1 Ticket is deprecated\"";

	@TempDir
	static Path directory;

	private static RunningServer server;

	private static HttpClient client;

	@BeforeAll
	static void start() throws Exception {
		server = RunningServer.start(directory, Application.class);
		client = server.client(server.admin());
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@BeforeEach
	void clear() throws Exception {
		send("DELETE", NEW, "", "");
	}

	@Test
	void whatIsWrittenInOneVersionIsReadInEvery() throws Exception {
		assertThat(create(OLD, "v1beta1", "a", "'seat':'A-1','colour':'red'").body())
			.contains("\"apiVersion\":\"test.example.com/v1beta1\"", "\"spec\":{\"colour\":\"red\",\"seat\":\"A-1\"}");
		assertThat(get(NEW + "/a").body()).contains("\"apiVersion\":\"test.example.com/v1\"",
				"\"spec\":{\"colour\":\"red\",\"number\":1,\"row\":\"A\"}");
		create(NEW, "v1", "b", "'row':'B','number':2,'price':5");
		assertThat(get(OLD).body()).startsWith("{\"apiVersion\":\"test.example.com/v1beta1\",\"items\":[")
			.contains("\"spec\":{\"colour\":\"red\",\"seat\":\"A-1\"}", "\"spec\":{\"seat\":\"B-2\"}",
					"\"kind\":\"TicketList\"")
			.doesNotContain("test.example.com/v1\"");
	}

	@Test
	void changeInOneVersionKeepsWhatItCannotSay() throws Exception {
		create(NEW, "v1", "a", "'row':'A','number':1,'price':5");
		assertThat(send("PATCH", OLD + "/a", "{'spec':{'seat':'B-2'}}", "application/merge-patch+json").body())
			.contains("\"spec\":{\"seat\":\"B-2\"}");
		assertThat(get(NEW + "/a").body()).contains("\"spec\":{\"number\":2,\"price\":5,\"row\":\"B\"}");
		assertThat(send("PATCH", OLD + "/a", "[{'op':'replace','path':'/spec/seat','value':'C-3'}]",
				"application/json-patch+json")
			.body()).contains("\"spec\":{\"seat\":\"C-3\"}");
		assertThat(send("PUT", OLD + "/a", get(OLD + "/a").body().replace("C-3", "D-3"), "application/json").body())
			.contains("\"generation\":4", "\"spec\":{\"seat\":\"D-3\"}");
		assertThat(get(NEW + "/a").body()).contains("\"spec\":{\"number\":3,\"price\":5,\"row\":\"D\"}");
		String unchanged = get(OLD + "/a").body();
		assertThat(send("PUT", OLD + "/a", unchanged, "application/json").body()).isEqualTo(unchanged);
	}

	@Test
	void eachVersionHasItsColumns() throws Exception {
		create(NEW, "v1", "a", "'row':'A','number':1");
		assertThat(table(OLD)).contains("\"name\":\"Seat\"", "\"cells\":[\"a\",\"A-1\"]");
		assertThat(table(NEW)).contains("\"name\":\"Row\"", "\"cells\":[\"a\",\"A\"]");
	}

	@Test
	void watchIsInItsVersion() throws Exception {
		create(NEW, "v1", "a", "'row':'A','number':1");
		try (BufferedReader events = server.open(server.admin(), OLD + "?watch=true&timeoutSeconds=50")) {
			assertThat(events.readLine()).startsWith("{\"type\":\"ADDED\"")
				.contains("test.example.com/v1beta1", "\"seat\":\"A-1\"");
			send("PATCH", NEW + "/a", "{'spec':{'row':'B'}}", "application/merge-patch+json");
			assertThat(events.readLine()).startsWith("{\"type\":\"MODIFIED\"").contains("\"seat\":\"B-1\"");
			send("DELETE", NEW + "/a", "", "");
			assertThat(events.readLine()).startsWith("{\"type\":\"DELETED\"").contains("\"seat\":\"B-1\"");
		}
	}

	@Test
	void deprecatedVersionWarnsInEveryAnswer() throws Exception {
		assertThat(get(OLD).headers().allValues("Warning")).containsExactly(DEPRECATED);
		assertThat(get(OLD + "/missing").headers().allValues("Warning")).containsExactly(DEPRECATED);
		assertThat(create(OLD, "v1beta1", "a", "'seat':'A-1'").headers().allValues("Warning"))
			.containsExactly(DEPRECATED);
		assertThat(get(NEW).headers().allValues("Warning")).isEmpty();
		assertThat(get("/apis/test.example.com/v1beta1").headers().allValues("Warning")).isEmpty();
	}

	@Test
	void bodyOfAnotherVersionAndOneThatDoesNotFitAreRefused() throws Exception {
		assertThat(create(OLD, "v1", "a", "'seat':'A-1'").body()).contains(
				"\"message\":\"the API version in the data "
						+ "(test.example.com/v1) does not match the expected API version (test.example.com/v1beta1)\"",
				"\"code\":400");
		assertThat(create(OLD, "v1beta1", "a", "'seat':{}").body())
			.contains("Ticket in version \\\"v1beta1\\\" cannot be handled as a Ticket: ", "\"code\":400");
		assertThat(create(OLD, "v1beta1", "a", "'seat':'A-x'").body())
			.contains("Internal error occurred: conversion of Ticket \\\"a\\\" from test.example.com/v1beta1 to"
					+ " test.example.com/v1 failed", "\"code\":500")
			.doesNotContain("NumberFormat");
		assertThat(get(NEW + "/a").statusCode()).isEqualTo(404);
	}

	@Test
	void deletionAnswersInItsVersion() throws Exception {
		create(NEW, "v1", "a", "'row':'A','number':1");
		assertThat(send("DELETE", OLD, "", "").body()).contains("\"seat\":\"A-1\"", "\"kind\":\"TicketList\"");
		assertThat(get(NEW).body()).contains("\"items\":[]");
	}

	@Test
	void discoveryNamesBothVersionsAndOneStorage() throws Exception {
		assertThat(get("/apis/test.example.com").body()).contains(
				"\"versions\":[{\"groupVersion\":\"test.example.com/v1\",\"version\":\"v1\"},"
						+ "{\"groupVersion\":\"test.example.com/v1beta1\",\"version\":\"v1beta1\"}]",
				"\"preferredVersion\":{\"groupVersion\":\"test.example.com/v1\"");
		String hash = get("/apis/test.example.com/v1").body()
			.replaceAll(".*\"storageVersionHash\":\"(.*?)\".*", "$1")
			.strip();
		assertThat(get("/apis/test.example.com/v1beta1").body()).contains("\"storageVersionHash\":\"" + hash + "\"");
		assertThat(get("/openapi/v3/apis/test.example.com/v1beta1").body()).contains("\"seat\"");
	}

	private static String table(String path) throws Exception {
		return client
			.send(server.request(path).header("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io").build(),
					BodyHandlers.ofString())
			.body();
	}

	private static HttpResponse<String> create(String path, String version, String name, String spec) throws Exception {
		return send("POST", path, "{'apiVersion':'test.example.com/" + version
				+ "','kind':'Ticket','metadata':{'name':'" + name + "'},'spec':{" + spec + "}}", "application/json");
	}

	private static HttpResponse<String> get(String path) throws Exception {
		return client.send(server.request(path).build(), BodyHandlers.ofString());
	}

	private static HttpResponse<String> send(String method, String path, String body, String type) throws Exception {
		var request = server.request(path).method(method, BodyPublishers.ofString(body.replace('\'', '"')));
		if (!type.isEmpty()) {
			request.header("Content-Type", type);
		}
		return client.send(request.build(), BodyHandlers.ofString());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Tickets.class, Tickets.V1beta1.class })
	static class Application {

	}

}
