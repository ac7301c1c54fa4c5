package io.kubespring.apiserver.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kubespring.apiserver.certificate.LogSecrets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stands in for a kube-apiserver: objects of any collection with list, watch, get,
 * create, update, apply and delete; SubjectAccessReview and TokenReview answered by
 * functions; every call recorded, faults on command. Plain HTTP on the loopback
 * interface.
 */
public final class StandInHostApi implements AutoCloseable {

	public static final String CONFIG_MAPS = "/api/v1/namespaces/kube-system/configmaps";

	public static final String AUTHENTICATION_CONFIG = "extension-apiserver-authentication";

	/**
	 * Who the application is to this cluster.
	 */
	public static final String US = "system:serviceaccount:ours:us";

	public static final String API_SERVICES = "/apis/apiregistration.k8s.io/v1/apiservices";

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final JsonMapper mapper = JsonMapper.builder().build();

	private HttpServer server;

	private final int port;

	private final ExecutorService executor = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "stand-in-host");
		thread.setDaemon(true);
		return thread;
	});

	private final List<RecordedCall> calls = new ArrayList<>();

	private final List<Fault> faults = new ArrayList<>();

	private final StandInObjects objects = new StandInObjects();

	private Function<ObjectNode, ObjectNode> accessReviews = (spec) -> object().put("allowed", false);

	private Function<ObjectNode, ObjectNode> selfReviews = (spec) -> object().put("allowed", true);

	private Function<ObjectNode, ObjectNode> tokenReviews = (spec) -> object().put("authenticated", false);

	private StandInHostApi() throws IOException {
		this.server = listen(0);
		this.port = this.server.getAddress().getPort();
	}

	private HttpServer listen(int port) throws IOException {
		HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
		listening.setExecutor(this.executor);
		listening.createContext("/", this::handle);
		listening.start();
		return listening;
	}

	public static StandInHostApi start() {
		try {
			return new StandInHostApi();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public URI address() {
		return URI.create("http://127.0.0.1:" + this.port);
	}

	/**
	 * Write a kubeconfig that leads here.
	 * @param directory the directory for it
	 * @return the file
	 */
	public Path kubeconfig(Path directory) {
		LogSecrets.add("our-token");
		try {
			return Files.writeString(directory.resolve("host.kubeconfig"), """
					apiVersion: v1
					kind: Config
					clusters: [{name: host, cluster: {server: "%s"}}]
					users: [{name: us, user: {token: our-token}}]
					contexts: [{name: host, context: {cluster: host, user: us, namespace: ours}}]
					current-context: host
					""".formatted(address()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Answer SubjectAccessReviews; nothing is allowed before.
	 * @param answer makes the status from the spec
	 */
	public synchronized void onSubjectAccessReview(Function<ObjectNode, ObjectNode> answer) {
		this.accessReviews = answer;
	}

	/**
	 * Answer TokenReviews; no token is good before.
	 * @param answer makes the status from the spec
	 */
	public synchronized void onTokenReview(Function<ObjectNode, ObjectNode> answer) {
		this.tokenReviews = answer;
	}

	/**
	 * Know one token.
	 * @param token the token
	 * @param username whose it is
	 */
	public void knowToken(String token, String username) {
		onTokenReview((spec) -> spec.path("token").asString("").equals(token)
				? object().put("authenticated", true).set("user", object().put("username", username))
				: object().put("authenticated", false));
	}

	/**
	 * Answer SelfSubjectAccessReviews; the application may do everything before.
	 * @param answer makes the status from the spec
	 */
	public synchronized void onSelfSubjectAccessReview(Function<ObjectNode, ObjectNode> answer) {
		this.selfReviews = answer;
	}

	/**
	 * Publish trust as a kube-apiserver does, with the usual header names.
	 * @param clientCa the authorities of client certificates, as PEM
	 * @param frontProxyCa the authorities of front proxies, as PEM
	 * @param allowedNames the allowed names as a JSON array
	 * @return the ConfigMap's data, for changes before another {@link #put}
	 */
	public ObjectNode authenticationConfig(String clientCa, String frontProxyCa, String allowedNames) {
		ObjectNode configMap = object();
		configMap.putObject("metadata").put("name", AUTHENTICATION_CONFIG).put("namespace", "kube-system");
		ObjectNode data = configMap.putObject("data")
			.put("client-ca-file", clientCa)
			.put("requestheader-client-ca-file", frontProxyCa)
			.put("requestheader-username-headers", "[\"X-Remote-User\"]")
			.put("requestheader-group-headers", "[\"X-Remote-Group\"]")
			.put("requestheader-extra-headers-prefix", "[\"X-Remote-Extra-\"]")
			.put("requestheader-allowed-names", allowedNames);
		put(CONFIG_MAPS, configMap);
		return data;
	}

	/**
	 * Change the ConfigMap of trust.
	 * @param key the key of its data
	 * @param value the new value, {@code null} to remove the key
	 */
	public void changeAuthenticationConfig(String key, @Nullable String value) {
		ObjectNode configMap = get(CONFIG_MAPS, AUTHENTICATION_CONFIG);
		ObjectNode data = (ObjectNode) configMap.path("data");
		if (value != null) {
			data.put(key, value);
		}
		else {
			data.remove(key);
		}
		put(CONFIG_MAPS, configMap);
	}

	/**
	 * Create or replace an object, whatever its resource version.
	 * @param collection the path of its collection
	 * @param object the object
	 */
	public void put(String collection, ObjectNode object) {
		this.objects.put(collection, object);
	}

	public ObjectNode get(String collection, String name) {
		ObjectNode found = this.objects.get(collection, name);
		if (found == null) {
			throw new IllegalStateException("No " + collection + "/" + name);
		}
		return found;
	}

	public boolean exists(String collection, String name) {
		return this.objects.get(collection, name) != null;
	}

	public void delete(String collection, String name) {
		this.objects.delete(collection, name);
	}

	/**
	 * End all open watches.
	 */
	public void endWatches() {
		this.objects.endWatches();
	}

	/**
	 * Forget the history: watches end with 410, and others that begin before now as well.
	 */
	public void expireWatches() {
		this.objects.expireWatches();
	}

	/**
	 * Answer some calls by a failure.
	 * @param which the calls
	 * @param times how many of them
	 * @param code the HTTP status; 0 to cut the connection, -1 to never answer
	 * @param headers names and values of headers
	 */
	public synchronized void fail(Predicate<RecordedCall> which, int times, int code, String... headers) {
		this.faults.add(new Fault(which, times, code, List.of(headers)));
	}

	/**
	 * End all faults that are left.
	 */
	public synchronized void recover() {
		this.faults.clear();
		notifyAll();
	}

	/**
	 * Refuse connections from here on, and cut those that are open.
	 */
	public void unplug() {
		this.server.stop(0);
		this.objects.endWatches();
	}

	/**
	 * Accept connections again.
	 */
	public void plugIn() {
		try {
			this.server = listen(this.port);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public synchronized List<RecordedCall> calls() {
		return List.copyOf(this.calls);
	}

	public List<RecordedCall> calls(String pathPart) {
		return calls().stream().filter((call) -> call.path().contains(pathPart)).toList();
	}

	/**
	 * The specs of the SubjectAccessReviews received.
	 * @return the specs, in order
	 */
	public List<JsonNode> accessReviews() {
		return calls("subjectaccessreviews").stream().map((call) -> call.body().path("spec")).toList();
	}

	/**
	 * Wait for calls.
	 * @param which the calls
	 * @param count how many of them
	 */
	public synchronized void await(Predicate<RecordedCall> which, int count) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (this.calls.stream().filter(which).count() < count) {
			long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
			if (left <= 0) {
				throw new AssertionError("No " + count + " such calls in " + this.calls);
			}
			pause(left);
		}
	}

	public ObjectNode object() {
		return this.mapper.createObjectNode();
	}

	/**
	 * Read an object.
	 * @param json the object
	 */
	public ObjectNode object(String json) {
		return (ObjectNode) this.mapper.readTree(json);
	}

	@Override
	public void close() {
		recover();
		this.objects.endWatches();
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			int generation = this.objects.generation();
			RecordedCall call = record(exchange);
			Fault fault = fault(call);
			if (fault != null) {
				fail(exchange, fault);
			}
			else if (call.path().endsWith("/subjectaccessreviews")) {
				answer(exchange, 201, review(call, this.accessReviews));
			}
			else if (call.path().endsWith("/selfsubjectaccessreviews")) {
				answer(exchange, 201, review(call, this.selfReviews));
			}
			else if (call.path().endsWith("/selfsubjectreviews")) {
				answer(exchange, 201, review(call, (spec) -> {
					ObjectNode status = object();
					status.putObject("userInfo").put("username", US);
					return status;
				}));
			}
			else if (call.path().endsWith("/tokenreviews")) {
				answer(exchange, 201, review(call, this.tokenReviews));
			}
			else if (call.isWatch()) {
				exchange.getResponseHeaders().set("Content-Type", "application/json");
				exchange.sendResponseHeaders(200, 0);
				exchange.getResponseBody().flush();
				this.objects.watch(call.path(), parameter(call, "resourceVersion"), selectedName(call), generation,
						(line) -> {
							exchange.getResponseBody().write(this.mapper.writeValueAsBytes(line));
							exchange.getResponseBody().write('\n');
							exchange.getResponseBody().flush();
						});
			}
			else {
				StandInObjects.Answer answer = this.objects.request(call, selectedName(call));
				answer(exchange, answer.code(), answer.body());
			}
		}
	}

	private RecordedCall record(HttpExchange exchange) throws IOException {
		byte[] body = exchange.getRequestBody().readAllBytes();
		String query = exchange.getRequestURI().getRawQuery();
		RecordedCall call = new RecordedCall(exchange.getRequestMethod(), exchange.getRequestURI().getPath(),
				(query != null) ? query : "", exchange.getRequestHeaders(),
				(body.length > 0) ? this.mapper.readTree(body) : MissingNode.getInstance());
		synchronized (this) {
			this.calls.add(call);
			notifyAll();
		}
		return call;
	}

	private synchronized @Nullable Fault fault(RecordedCall call) {
		for (Fault fault : this.faults) {
			if (fault.left > 0 && fault.which.test(call)) {
				fault.left--;
				return fault;
			}
		}
		return null;
	}

	private void fail(HttpExchange exchange, Fault fault) throws IOException {
		if (fault.code == -1) {
			awaitEndOf(fault);
		}
		if (fault.code > 0) {
			for (int i = 0; i < fault.headers.size(); i += 2) {
				exchange.getResponseHeaders().set(fault.headers.get(i), fault.headers.get(i + 1));
			}
			answer(exchange, fault.code, StandInObjects.status(fault.code, "fault on command"));
		}
	}

	private synchronized void awaitEndOf(Fault fault) {
		while (this.faults.contains(fault)) {
			pause(PATIENCE.toMillis());
		}
	}

	private void pause(long millis) {
		try {
			wait(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private ObjectNode review(RecordedCall call, Function<ObjectNode, ObjectNode> answer) {
		ObjectNode review = ((ObjectNode) call.body()).deepCopy();
		return review.set("status", answer.apply(review.withObject("spec")));
	}

	private void answer(HttpExchange exchange, int code, JsonNode body) throws IOException {
		byte[] bytes = this.mapper.writeValueAsBytes(body);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(code, bytes.length);
		exchange.getResponseBody().write(bytes);
	}

	private static @Nullable String selectedName(RecordedCall call) {
		String selector = parameter(call, "fieldSelector");
		return selector.startsWith("metadata.name=") ? selector.substring("metadata.name=".length()) : null;
	}

	private static String parameter(RecordedCall call, String name) {
		return Stream.of(call.query().split("&"))
			.filter((pair) -> pair.startsWith(name + "="))
			.map((pair) -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
			.collect(Collectors.joining());
	}

	private static final class Fault {

		private final Predicate<RecordedCall> which;

		private final int code;

		private final List<String> headers;

		private int left;

		Fault(Predicate<RecordedCall> which, int times, int code, List<String> headers) {
			this.which = which;
			this.left = times;
			this.code = code;
			this.headers = headers;
		}

	}

}
