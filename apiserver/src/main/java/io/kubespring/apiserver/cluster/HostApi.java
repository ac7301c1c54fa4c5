package io.kubespring.apiserver.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plain requests to the host cluster through an {@link ApiClient}, whose address and
 * credentials they use. Nothing blocks: results arrive on OkHttp's threads.
 *
 * @author The kubespring authors
 */
final class HostApi {

	static final String JSON = "application/json";

	private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

	/**
	 * Longer than any watch that is asked for.
	 */
	private static final Duration STREAM_TIMEOUT = Duration.ofMinutes(11);

	private static final String[] CREDENTIALS = { "BearerToken" };

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final ApiClient client;

	private final OkHttpClient requests;

	private final OkHttpClient streams;

	HostApi(ApiClient client) {
		this(client, REQUEST_TIMEOUT);
	}

	HostApi(ApiClient client, Duration requestTimeout) {
		this(client, requestTimeout, client.getHttpClient().dispatcher());
	}

	HostApi(ApiClient client, Duration requestTimeout, Dispatcher dispatcher) {
		this.client = client;
		this.requests = client.getHttpClient().newBuilder().callTimeout(requestTimeout).dispatcher(dispatcher).build();
		this.streams = client.getHttpClient()
			.newBuilder()
			.callTimeout(Duration.ZERO)
			.readTimeout(STREAM_TIMEOUT)
			.build();
	}

	Mono<ObjectNode> get(String path) {
		return exchange("GET", path, null, null);
	}

	/**
	 * Send a request.
	 * @param method the method
	 * @param path the path with the query
	 * @param contentType the type of the body
	 * @param body the body
	 * @return the answer; a {@link HostApiException} for any but 2xx
	 */
	Mono<ObjectNode> exchange(String method, String path, @Nullable String contentType, @Nullable ObjectNode body) {
		return Mono.create((sink) -> {
			Call call = this.requests.newCall(request(method, path, contentType, body));
			sink.onDispose(call::cancel);
			call.enqueue(new Answer(call, (answer) -> sink.success(read(answer.bytes())), sink::error));
		});
	}

	/**
	 * Receive a stream of objects, one a line. Ends when the server ends it.
	 * @param path the path with the query
	 * @return the objects
	 */
	Flux<ObjectNode> stream(String path) {
		return Flux.create((sink) -> {
			Call call = this.streams.newCall(request("GET", path, null, null));
			sink.onDispose(call::cancel);
			call.enqueue(new Answer(call, (answer) -> readLines(answer.source(), sink), sink::error));
		});
	}

	private Request request(String method, String path, @Nullable String contentType, @Nullable ObjectNode body) {
		Map<String, String> headers = (contentType != null)
				? new HashMap<>(Map.of("Accept", JSON, "Content-Type", contentType))
				: new HashMap<>(Map.of("Accept", JSON));
		try {
			return this.client.buildRequest(null, path, method, List.of(), List.of(),
					(body != null) ? this.mapper.writeValueAsBytes(body) : null, headers, Map.of(), Map.of(),
					CREDENTIALS, null);
		}
		catch (ApiException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private ObjectNode read(byte[] json) throws IOException {
		try {
			if (this.mapper.readTree(json) instanceof ObjectNode object) {
				return object;
			}
		}
		catch (JacksonException ex) {
			throw new IOException("malformed answer", ex);
		}
		throw new IOException("the answer is not an object");
	}

	private void readLines(BufferedSource lines, FluxSink<ObjectNode> sink) throws IOException {
		while (!lines.exhausted()) {
			sink.next(read(Objects.requireNonNull(lines.readUtf8Line()).getBytes(StandardCharsets.UTF_8)));
		}
		sink.complete();
	}

	private HostApiException refused(Call call, Response response) throws IOException {
		byte[] body = response.body().bytes();
		String message = "";
		String reason = "";
		try {
			JsonNode status = this.mapper.readTree(body);
			message = status.path("message").asString("");
			reason = status.path("reason").asString("");
		}
		catch (JacksonException ex) {
			message = new String(body, 0, Math.min(body.length, 1024), StandardCharsets.UTF_8).trim();
		}
		return new HostApiException(describe(call) + ": " + response.code() + (message.isEmpty() ? "" : " " + message),
				response.code(), reason, retryAfter(response));
	}

	private static @Nullable Duration retryAfter(Response response) {
		String seconds = response.header("Retry-After");
		try {
			return (seconds != null) ? Duration.ofSeconds(Integer.parseInt(seconds)) : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	private static HostApiException unreachable(Call call, IOException ex) {
		return new HostApiException(describe(call) + ": " + ex, ex);
	}

	private static String describe(Call call) {
		return call.request().method() + " " + call.request().url().encodedPath();
	}

	/**
	 * Reads a good answer and turns any other into an exception.
	 */
	private final class Answer implements Callback {

		private final Call call;

		private final BodyReader reader;

		private final Consumer<Throwable> failure;

		Answer(Call call, BodyReader reader, Consumer<Throwable> failure) {
			this.call = call;
			this.reader = reader;
			this.failure = failure;
		}

		@Override
		public void onResponse(Call answered, Response response) {
			try (response) {
				if (response.isSuccessful()) {
					this.reader.read(response.body());
				}
				else {
					this.failure.accept(refused(this.call, response));
				}
			}
			catch (IOException ex) {
				onFailure(answered, ex);
			}
		}

		@Override
		public void onFailure(Call failed, IOException ex) {
			this.failure.accept(unreachable(this.call, ex));
		}

	}

	private interface BodyReader {

		void read(ResponseBody body) throws IOException;

	}

}
