package io.kubespring.apiserver.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

import io.kubespring.apiserver.write.NamespaceLookup;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;

/**
 * The namespaces of the host cluster, followed by a watch of which only names and phases
 * are kept. A namespace that the watch has not told of is waited for a moment, then asked
 * for. While the cluster is out of reach the last state stays in force. Needs get, list
 * and watch on {@code namespaces}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class HostNamespaces implements NamespaceLookup, AutoCloseable {

	private static final String PATH = "/api/v1/namespaces";

	/**
	 * As the reference: enough for a watch to tell of a namespace that was made just now.
	 */
	private static final Duration NEWS_WAIT = Duration.ofMillis(50);

	/**
	 * What else is written in a path names no namespace, and must not reach another path.
	 */
	private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

	private static final Log logger = LogFactory.getLog(HostNamespaces.class);

	private final HostApi api;

	private final ListAndWatch watch;

	private final Disposable.Swap subscription = Disposables.swap();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition news = this.lock.newCondition();

	private final Map<String, Phase> phases = new HashMap<>();

	private volatile boolean synced;

	private volatile String problem = "the namespaces were not listed yet";

	/**
	 * Name the cluster.
	 * @param cluster the host cluster
	 * @param scheduler keeps the pauses between attempts
	 */
	public HostNamespaces(HostCluster cluster, Scheduler scheduler) {
		this.api = cluster.api();
		this.watch = new ListAndWatch(this.api, PATH, scheduler);
	}

	/**
	 * Begin to watch.
	 */
	public void start() {
		this.subscription.update(this.watch.observe().subscribe(this::onSeen));
	}

	@Override
	public boolean isSynced() {
		return this.synced;
	}

	/**
	 * What is wrong at this moment.
	 * @return the problem, empty if there is none
	 */
	public String problem() {
		return this.problem;
	}

	@Override
	public Phase phase(String namespace) {
		if (!NAME.matcher(namespace).matches()) {
			return Phase.MISSING;
		}
		Phase known = known(namespace);
		return (known != null) ? known : live(namespace);
	}

	private @Nullable Phase known(String namespace) {
		this.lock.lock();
		try {
			long nanos = NEWS_WAIT.toNanos();
			Phase phase = this.phases.get(namespace);
			while (phase == null && nanos > 0) {
				nanos = this.news.awaitNanos(nanos);
				phase = this.phases.get(namespace);
			}
			return phase;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new UnknownNamespaceException("interrupted while waiting for the namespace " + namespace, ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	private Phase live(String namespace) {
		try {
			JsonNode found = this.api.get(PATH + "/" + namespace).block();
			return (found != null) ? phase(found) : Phase.MISSING;
		}
		catch (HostApiException ex) {
			if (ex.code() == 404) {
				return Phase.MISSING;
			}
			throw new UnknownNamespaceException(
					"unable to read the namespace " + namespace + ": " + ex.getMessage() + hint(ex), ex);
		}
	}

	private void onSeen(ListAndWatch.Seen seen) {
		if (seen instanceof ListAndWatch.Failed failed) {
			become("unable to watch namespaces: " + failed.failure().getMessage() + hint(failed.failure()));
			return;
		}
		this.lock.lock();
		try {
			if (seen instanceof ListAndWatch.Listed listed) {
				this.phases.clear();
				listed.objects().forEach((object) -> this.phases.put(name(object), phase(object)));
			}
			else if (seen instanceof ListAndWatch.Changed changed) {
				this.phases.put(name(changed.object()), phase(changed.object()));
			}
			else if (seen instanceof ListAndWatch.Deleted deleted) {
				this.phases.remove(name(deleted.object()));
			}
			this.news.signalAll();
		}
		finally {
			this.lock.unlock();
		}
		this.synced = true;
		become("");
	}

	private static String name(JsonNode namespace) {
		return namespace.path("metadata").path("name").asString("");
	}

	private static Phase phase(JsonNode namespace) {
		return namespace.path("status").path("phase").asString("").equals("Terminating") ? Phase.TERMINATING
				: Phase.ACTIVE;
	}

	private static String hint(Throwable failure) {
		return HostApiException.isRefusal(failure, 403)
				? " (a ClusterRole with get, list and watch on namespaces gives access)" : "";
	}

	private void become(String next) {
		if (!next.equals(this.problem)) {
			this.problem = next;
			if (next.isEmpty()) {
				logger.info("Namespaces are known");
			}
			else {
				logger.warn("Namespaces: " + next);
			}
		}
	}

	/**
	 * Stop watching; what was seen stays in force.
	 */
	@Override
	public void close() {
		this.subscription.dispose();
	}

}
