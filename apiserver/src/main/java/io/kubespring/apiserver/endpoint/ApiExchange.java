package io.kubespring.apiserver.endpoint;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Predicate;

import io.kubespring.apiserver.authentication.AuthenticationRequest;
import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.meta.ObjectKey;
import io.kubespring.apiserver.negotiation.Negotiator;
import io.kubespring.apiserver.negotiation.PrettyRule;
import io.kubespring.apiserver.negotiation.Representation;
import io.kubespring.apiserver.request.QueryParameters;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.request.RequestInfo;
import io.kubespring.apiserver.request.Verb;
import io.kubespring.apiserver.request.WriteOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.SslInfo;

/**
 * One API request on its way through the filters and handlers: what the client sent, what
 * it asks, who it is and what it is told beside the answer. Changed by one thread at a
 * time, but for warnings.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ApiExchange implements AuthenticationRequest, RequestContext {

	private static final int OPEN = 0;

	private static final int STREAM = 1;

	private static final int WHOLE = 2;

	private static final int EXPIRED = 3;

	private static final AtomicIntegerFieldUpdater<ApiExchange> ANSWER = AtomicIntegerFieldUpdater
		.newUpdater(ApiExchange.class, "answer");

	private static final AtomicReferenceFieldUpdater<ApiExchange, AtomicInteger> SEAT = AtomicReferenceFieldUpdater
		.newUpdater(ApiExchange.class, AtomicInteger.class, "seat");

	/**
	 * The seat of a request that ended.
	 */
	private static final AtomicInteger NONE = new AtomicInteger();

	private ServerHttpRequest request;

	private final ServerHttpResponse response;

	private final QueryParameters query;

	private final Executor executor;

	private final Warnings warnings = new Warnings();

	private final AuditAnnotations auditAnnotations = new AuditAnnotations();

	private @Nullable RequestInfo info;

	private @Nullable Collection<String> headerNames;

	private UserInfo user = UserInfo.ANONYMOUS;

	private @Nullable FurtherAuthorization authorization;

	private @Nullable WriteOptions writeOptions;

	private long timeoutNanos;

	private volatile int answer = OPEN;

	private volatile @Nullable AtomicInteger seat;

	/**
	 * Create an exchange.
	 * @param request the request
	 * @param response the response
	 * @param executor the event loop of the connection
	 */
	public ApiExchange(ServerHttpRequest request, ServerHttpResponse response, Executor executor) {
		this.request = request;
		this.response = response;
		this.executor = executor;
		this.query = QueryParameters.parse(request.getURI().getRawQuery());
	}

	/**
	 * The request.
	 * @return the request as received
	 */
	public ServerHttpRequest request() {
		return this.request;
	}

	/**
	 * The response.
	 * @return the response
	 */
	public ServerHttpResponse response() {
		return this.response;
	}

	/**
	 * The HTTP method.
	 * @return the method in upper case
	 */
	public String method() {
		return this.request.getMethod().name();
	}

	/**
	 * What is asked for, as Go's {@code Request.RequestURI} has it in HTTP/1.1 and
	 * HTTP/2: without scheme and host.
	 * @return the path and, if there is one, the query, both as received
	 */
	public String requestUri() {
		String path = this.request.getURI().getRawPath();
		String query = this.request.getURI().getRawQuery();
		return (query != null) ? path + "?" + query : path;
	}

	/**
	 * The query's parameters.
	 * @return the parameters
	 */
	public QueryParameters query() {
		return this.query;
	}

	/**
	 * The event loop of the connection.
	 * @return the event loop
	 */
	public Executor executor() {
		return this.executor;
	}

	/**
	 * What is asked.
	 * @return what is asked, once it is known
	 */
	public RequestInfo info() {
		return Objects.requireNonNull(this.info, "the request was not yet understood");
	}

	/**
	 * Set what is asked.
	 * @param info what is asked
	 */
	public void info(RequestInfo info) {
		this.info = info;
	}

	@Override
	public UserInfo user() {
		return this.user;
	}

	/**
	 * Set the verified caller.
	 * @param user the caller
	 */
	public void user(UserInfo user) {
		this.user = user;
	}

	/**
	 * Set what knows whether the caller may do more than it asked for.
	 * @param authorization asks
	 */
	public void authorization(FurtherAuthorization authorization) {
		this.authorization = authorization;
	}

	/**
	 * Refuse the request unless its caller may do something else to the object as well.
	 * Blocks, not for event loops.
	 * @param verb what else
	 * @throws ApiStatusException if the caller may not
	 */
	void requireAllowed(Verb verb) {
		FurtherAuthorization known = Objects.requireNonNull(this.authorization, "the request was not yet authorized");
		known.require(this, info().withVerb(verb.text())).block();
	}

	/**
	 * The time after which the request ends.
	 * @return the nanoseconds since it came, 0 if it may take as long as it likes
	 */
	public long timeoutNanos() {
		return this.timeoutNanos;
	}

	/**
	 * Set the time after which the request ends.
	 * @param nanos the nanoseconds since it came, 0 if it may take as long as it likes
	 */
	public void timeoutNanos(long nanos) {
		this.timeoutNanos = nanos;
	}

	/**
	 * Claim the response for an answer, which may again be replaced by one that tells a
	 * failure.
	 * @param whole whether all of it is there
	 * @return {@code false} if the request's time was over before
	 */
	boolean answer(boolean whole) {
		int state = this.answer;
		while (state != EXPIRED) {
			if (ANSWER.compareAndSet(this, state, whole ? WHOLE : STREAM)) {
				return true;
			}
			state = this.answer;
		}
		return false;
	}

	/**
	 * Whether the answer is there, all of it.
	 * @return {@code true} if only the client has to take it
	 */
	public boolean isAnswered() {
		return this.answer == WHOLE;
	}

	/**
	 * Claim the response because the time is over.
	 * @return {@code false} if an answer was begun before
	 */
	public boolean expire() {
		return ANSWER.compareAndSet(this, OPEN, EXPIRED);
	}

	/**
	 * Occupy one of a limited number of seats until the request ends.
	 * @param seats the seats in use, this one included
	 */
	public void occupy(AtomicInteger seats) {
		if (!SEAT.compareAndSet(this, null, seats)) {
			seats.decrementAndGet();
		}
	}

	/**
	 * Whether nobody waits for the answer any more.
	 */
	boolean isOver() {
		return this.seat == NONE;
	}

	/**
	 * The request ended: its seat is free again.
	 */
	public void end() {
		AtomicInteger seats = (this.seat != NONE) ? SEAT.getAndSet(this, NONE) : null;
		if (seats != null && seats != NONE) {
			seats.decrementAndGet();
		}
	}

	/**
	 * Set the options of a write.
	 * @param options the options
	 */
	void writeOptions(WriteOptions options) {
		this.writeOptions = options;
	}

	@Override
	public String namespace() {
		return info().namespace();
	}

	@Override
	public boolean dryRun() {
		return this.writeOptions != null && this.writeOptions.dryRun();
	}

	@Override
	public String fieldManager() {
		return (this.writeOptions != null) ? this.writeOptions.fieldManager() : "";
	}

	@Override
	public void warn(String text) {
		this.warnings.add(text);
	}

	List<String> warnings() {
		return this.warnings.texts();
	}

	@Override
	public void addAuditAnnotation(String key, String value) {
		this.auditAnnotations.add(key, value);
	}

	/**
	 * What the record that audit keeps of the request is annotated with.
	 * @return the annotations by key
	 */
	public Map<String, String> auditAnnotations() {
		return this.auditAnnotations.all();
	}

	/**
	 * The first value of a header.
	 * @param name the name
	 * @return the value, empty without the header
	 */
	public String firstHeader(String name) {
		@Nullable String value = this.request.getHeaders().getFirst(name);
		return (value != null) ? value : "";
	}

	/**
	 * The form in which the client wants its answer.
	 * @param negotiator the forms there are
	 */
	Representation representation(Negotiator negotiator) {
		return negotiator.negotiate(firstHeader(HttpHeaders.ACCEPT)).orPretty(pretty());
	}

	/**
	 * The key of the object that is named; its name is empty if none is.
	 */
	ObjectKey key() {
		return new ObjectKey(info().namespace(), info().name());
	}

	/**
	 * The request as the application may see it.
	 * @param hidden tells by its name in lower case whether a header is left out
	 * @return the request, to be changed further
	 */
	public ServerHttpRequest.Builder requestWithout(Predicate<String> hidden) {
		return this.request.mutate()
			.headers((headers) -> headers.headerNames()
				.stream()
				.filter((name) -> hidden.test(name.toLowerCase(Locale.ROOT)))
				.toList()
				.forEach(headers::remove));
	}

	/**
	 * Whether JSON is indented for this client.
	 * @return {@code true} to indent
	 */
	public boolean pretty() {
		return PrettyRule.applies(this.query.first("pretty"), firstHeader("User-Agent"));
	}

	@Override
	public List<String> header(String name) {
		@Nullable List<String> values = this.request.getHeaders().get(name);
		return (values != null) ? values.stream().map(ApiExchange::utf8).toList() : List.of();
	}

	/**
	 * Put a header into the place of those of its name.
	 * @param name the name
	 * @param value the value
	 */
	public void replaceHeader(String name, String value) {
		NativeStreams.setHeader(this.request, name, value);
		this.request = this.request.mutate().headers((headers) -> headers.set(name, value)).build();
	}

	@Override
	public Collection<String> headerNames() {
		Collection<String> names = this.headerNames;
		if (names == null) {
			names = this.request.getHeaders().headerNames();
			this.headerNames = names;
		}
		return names;
	}

	@Override
	public Map<String, List<String>> headers() {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		this.request.getHeaders()
			.forEach((name, values) -> headers.put(name, values.stream().map(ApiExchange::utf8).toList()));
		return headers;
	}

	/**
	 * The server reads header octets as Latin-1; the reference reads them as UTF-8.
	 */
	private static String utf8(String value) {
		for (int i = 0; i < value.length(); i++) {
			if (value.charAt(i) > 0x7f) {
				return new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
			}
		}
		return value;
	}

	@Override
	public List<X509Certificate> peerCertificates() {
		@Nullable SslInfo ssl = this.request.getSslInfo();
		X509Certificate[] chain = (ssl != null) ? ssl.getPeerCertificates() : null;
		return (chain != null) ? List.of(chain) : List.of();
	}

}
