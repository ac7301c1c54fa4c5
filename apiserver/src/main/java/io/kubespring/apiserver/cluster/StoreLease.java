package io.kubespring.apiserver.cluster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Lease by which one process holds a store that only it can see: a second one, with
 * other objects, must not answer. It is acquired as soon as nobody else holds it, renewed
 * while this process lives and released at its end. After
 * {@code k8s.io/client-go/tools/leaderelection}, whose times these are; as there, the
 * time of others is never trusted: a foreign lease is over when it was not seen to change
 * for its duration.
 * <p>
 * Needs get, create and update on {@code leases} of {@code coordination.k8s.io} in the
 * namespace.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class StoreLease implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(StoreLease.class);

	private static final Duration LEASE_DURATION = Duration.ofSeconds(15);

	/**
	 * Shorter than the lease, so that we stop before another begins.
	 */
	private static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);

	private static final Duration ATTEMPT_INTERVAL = Duration.ofSeconds(2);

	private static final Duration RELEASE_TIMEOUT = Duration.ofSeconds(2);

	private static final DateTimeFormatter MICRO_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
		.withZone(ZoneOffset.UTC);

	private static final String STORE_ADVICE = "objects in memory are one process's own, so this one waits until"
			+ " that one ends; give the Deployment one replica and the strategy Recreate, or the application a store"
			+ " that replicas share";

	private final HostApi api;

	private final String collection;

	private final String name;

	private final String identity;

	private final String advice;

	private final Clock clock;

	private final Scheduler scheduler;

	private final Disposable.Swap subscription = Disposables.swap();

	private @Nullable ObjectNode lease;

	private @Nullable Instant changedAt;

	private volatile @Nullable Instant renewedAt;

	private volatile State state = State.WAITING;

	private volatile String problem = "the Lease was not acquired yet";

	/**
	 * Name a lease.
	 * @param cluster the host cluster
	 * @param namespace the namespace of the lease
	 * @param name the name of the lease
	 * @param identity who we are, different for each process
	 * @param clock the clock
	 * @param scheduler keeps the pauses between attempts
	 */
	public StoreLease(HostCluster cluster, String namespace, String name, String identity, Clock clock,
			Scheduler scheduler) {
		this(cluster, namespace, name, identity, STORE_ADVICE, clock, scheduler);
	}

	/**
	 * Name a lease that keeps a second process from more than a store.
	 * @param cluster the host cluster
	 * @param namespace the namespace of the lease
	 * @param name the name of the lease
	 * @param identity who we are, different for each process
	 * @param advice why one has to wait for the other and what can be done, for whoever
	 * reads that another process holds the lease
	 * @param clock the clock
	 * @param scheduler keeps the pauses between attempts
	 */
	public StoreLease(HostCluster cluster, String namespace, String name, String identity, String advice, Clock clock,
			Scheduler scheduler) {
		this.advice = advice;
		this.api = cluster.api();
		this.collection = "/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases";
		this.name = name;
		this.identity = identity;
		this.clock = clock;
		this.scheduler = scheduler;
	}

	/**
	 * Begin to acquire, then to renew.
	 */
	public void start() {
		this.subscription.update(Mono.defer(this::attempt)
			.onErrorResume((ex) -> Mono.fromRunnable(() -> failed(ex)))
			.then(Mono.defer(() -> Mono.delay(ATTEMPT_INTERVAL, this.scheduler)))
			.repeat()
			.subscribe());
	}

	/**
	 * Whether the store may be used.
	 * @return the state
	 */
	public State state() {
		State current = this.state;
		Instant renewed = this.renewedAt;
		boolean late = renewed == null || !this.clock.instant().isBefore(renewed.plus(RENEW_DEADLINE));
		return (current == State.HELD && late) ? State.LOST : current;
	}

	/**
	 * The name of the Lease.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Why the store may not be used.
	 * @return the reason, empty while the lease is held
	 */
	public String problem() {
		return (state() == State.LOST && this.problem.isEmpty()) ? "the Lease was not renewed in time" : this.problem;
	}

	/**
	 * Stop renewing, and release the lease if it is held. Blocks up to two seconds, not
	 * to be called on an event loop.
	 */
	@Override
	public void close() {
		this.subscription.dispose();
		if (this.state == State.HELD) {
			this.state = State.WAITING;
			try {
				this.api.get(this.collection + "/" + this.name).flatMap(this::release).block(RELEASE_TIMEOUT);
			}
			catch (RuntimeException ex) {
				logger.warn("Unable to release the Lease " + this.name + ": " + ex.getMessage());
			}
		}
	}

	private Mono<ObjectNode> release(ObjectNode current) {
		if (!spec(current).path("holderIdentity").asString("").equals(this.identity)) {
			return Mono.empty();
		}
		ObjectNode released = current.deepCopy();
		((ObjectNode) released.path("spec")).put("holderIdentity", "").put("leaseDurationSeconds", 1);
		return put(released);
	}

	private Mono<Void> attempt() {
		return this.api.get(this.collection + "/" + this.name)
			.flatMap(this::consider)
			.onErrorResume((ex) -> HostApiException.isRefusal(ex, 404),
					(ex) -> acquire(this.api.exchange("POST", this.collection, HostApi.JSON, acquired(null))))
			.then();
	}

	private Mono<ObjectNode> consider(ObjectNode current) {
		Instant now = this.clock.instant();
		ObjectNode last = this.lease;
		if (last == null || !spec(last).equals(spec(current))) {
			this.changedAt = now;
		}
		this.lease = current;
		String holder = spec(current).path("holderIdentity").asString("");
		if (!holder.isEmpty() && !holder.equals(this.identity) && !isOver(current, now)) {
			become(State.WAITING,
					"the Lease " + this.name + " is held by " + holder + since(current) + ": " + this.advice);
			return Mono.empty();
		}
		return acquire(put(acquired(current)));
	}

	private static String since(ObjectNode current) {
		String since = spec(current).path("acquireTime").asString("");
		return since.isEmpty() ? "" : " since " + since;
	}

	private boolean isOver(ObjectNode current, Instant now) {
		Instant changed = this.changedAt;
		long seconds = spec(current).path("leaseDurationSeconds").asLong(LEASE_DURATION.toSeconds());
		return changed != null && !now.isBefore(changed.plusSeconds(seconds));
	}

	private Mono<ObjectNode> acquire(Mono<ObjectNode> written) {
		return Mono.defer(() -> {
			Instant asked = this.clock.instant();
			return written.doOnNext((answer) -> {
				this.lease = answer;
				this.changedAt = asked;
				this.renewedAt = asked;
				become(State.HELD, "");
			});
		});
	}

	private Mono<ObjectNode> put(ObjectNode changed) {
		return this.api.exchange("PUT", this.collection + "/" + this.name, HostApi.JSON, changed);
	}

	private ObjectNode acquired(@Nullable ObjectNode current) {
		ObjectNode acquired = (current != null) ? current.deepCopy() : JsonNodeFactory.instance.objectNode();
		acquired.put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
		if (current == null) {
			acquired.putObject("metadata").put("name", this.name);
		}
		ObjectNode spec = (acquired.path("spec") instanceof ObjectNode present) ? present : acquired.putObject("spec");
		String now = MICRO_TIME.format(this.clock.instant());
		if (!spec.path("holderIdentity").asString("").equals(this.identity)) {
			spec.put("acquireTime", now)
				.put("leaseTransitions", (current != null) ? spec.path("leaseTransitions").asInt(0) + 1 : 0);
		}
		return acquired.set("spec",
				spec.put("holderIdentity", this.identity)
					.put("leaseDurationSeconds", LEASE_DURATION.toSeconds())
					.put("renewTime", now));
	}

	private void failed(Throwable ex) {
		State current = state();
		if (current != State.HELD) {
			become(current, "unable to acquire the Lease " + this.name + ": " + ex.getMessage());
		}
		else {
			logger.warn("Unable to renew the Lease " + this.name + ": " + ex.getMessage());
		}
	}

	private void become(State next, String why) {
		if (next != this.state || !why.equals(this.problem)) {
			this.state = next;
			this.problem = why;
			String text = "Lease " + this.name + " is " + next + (why.isEmpty() ? "" : ": " + why);
			if (why.isEmpty()) {
				logger.info(text);
			}
			else {
				logger.warn(text);
			}
		}
	}

	private static JsonNode spec(ObjectNode lease) {
		return lease.path("spec");
	}

	/**
	 * The states of a lease.
	 */
	public enum State {

		/**
		 * Somebody else holds the lease, or it is not known who does.
		 */
		WAITING,
		/**
		 * This process holds the lease.
		 */
		HELD,
		/**
		 * This process held the lease but could not renew it in time.
		 */
		LOST

	}

}
