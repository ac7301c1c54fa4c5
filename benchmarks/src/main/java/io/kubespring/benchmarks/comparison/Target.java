package io.kubespring.benchmarks.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

import io.kubespring.conformance.cluster.Contender;

/**
 * A server under load, with the connections that lead to it.
 */
final class Target {

	/**
	 * The aggregator keeps few connections to a server, each for many users.
	 */
	static final int CONNECTIONS = 4;

	private static final int SHOWN = 300;

	private final String name;

	private final String url;

	private final ProcessFigures figures;

	private final List<HttpClient> clients = new ArrayList<>();

	Target(Contender contender, Supplier<HttpClient> newClient) {
		this(contender.name(), contender.url(), List.of(contender.pid()), newClient);
	}

	/**
	 * Create a target.
	 * @param name its name
	 * @param url where it is asked
	 * @param pids the processes that take part in answering
	 * @param newClient makes a connection
	 */
	Target(String name, String url, Collection<Long> pids, Supplier<HttpClient> newClient) {
		this.name = name;
		this.url = url;
		this.figures = new ProcessFigures(pids);
		for (int i = 0; i < CONNECTIONS; i++) {
			this.clients.add(newClient.get());
		}
	}

	String name() {
		return this.name;
	}

	ProcessFigures figures() {
		return this.figures;
	}

	HttpClient client(int connection) {
		return this.clients.get(connection % CONNECTIONS);
	}

	/**
	 * A request as the front proxy sends it for an administrator.
	 */
	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.url + path))
			.header("X-Remote-User", "admin")
			.header("X-Remote-Group", "system:masters")
			.header("User-Agent", "comparison/1.0")
			.header("Accept", "application/json");
	}

	HttpRequest write(String method, String path, String mediaType, String body) {
		return request(path).header("Content-Type", mediaType)
			.method(method, HttpRequest.BodyPublishers.ofString(body))
			.build();
	}

	/**
	 * Send a request and require an answer with a status.
	 * @return the body
	 */
	byte[] send(int connection, HttpRequest request, int status) {
		try {
			HttpResponse<byte[]> response = client(connection).send(request, HttpResponse.BodyHandlers.ofByteArray());
			if (response.statusCode() != status) {
				String body = new String(response.body());
				throw new IllegalStateException(name() + " answered " + request.method() + " " + request.uri() + " by "
						+ response.statusCode() + ": " + body.substring(0, Math.min(SHOWN, body.length())));
			}
			return response.body();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
