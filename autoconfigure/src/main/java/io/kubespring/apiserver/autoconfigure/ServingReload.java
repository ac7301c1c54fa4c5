package io.kubespring.apiserver.autoconfigure;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/**
 * Keeps handshakes with the pair that was put into place last. What cannot be used,
 * because one part was replaced before the other or is garbage, is refused until it can;
 * the good pair before it remains in force. Says once what changed, and once what is
 * wrong.
 */
final class ServingReload {

	private static final Log logger = LogFactory.getLog(ServingReload.class);

	private final ServingSslContext context;

	private final String origin;

	private String fingerprint = "";

	private @Nullable String problem;

	ServingReload(ServingSslContext context, String origin) {
		this.context = context;
		this.origin = origin;
	}

	/**
	 * Look at files again and again.
	 * @param files the files
	 * @param interval the pause between two looks, zero for never
	 * @param scheduler reads the files, so it must bear blocking
	 * @return ends it
	 */
	Disposable follow(ServingFiles files, Duration interval, Scheduler scheduler) {
		if (interval.isZero()) {
			return () -> {
			};
		}
		look(files);
		return Flux.interval(interval, scheduler).onBackpressureDrop().subscribe((tick) -> look(files));
	}

	/**
	 * Look at files once.
	 */
	synchronized void look(ServingFiles files) {
		try {
			String seen = files.fingerprint();
			if (this.fingerprint.equals(seen)) {
				if (this.problem != null) {
					use(files::read);
				}
				return;
			}
			// A pair is what both fingerprints around it agree on, for files change while
			// they are read.
			boolean used = use(files::read);
			if (used && seen.equals(files.fingerprint())) {
				this.fingerprint = seen;
			}
		}
		catch (IOException ex) {
			refuse(ex.toString());
		}
	}

	/**
	 * Use a pair if it can be used.
	 */
	synchronized boolean use(Supplier<ServingPair> source) {
		try {
			ServingPair pair = source.get();
			boolean changed = !pair.certificate().equals(this.context.certificate());
			this.context.use(pair);
			if (changed || this.problem != null) {
				this.problem = null;
				logger.info("Serving with the certificate of " + this.origin + ", valid until "
						+ pair.certificate().getNotAfter().toInstant());
			}
			return true;
		}
		catch (RuntimeException ex) {
			refuse(String.valueOf(ex.getMessage()));
			return false;
		}
	}

	private void refuse(String reason) {
		if (!reason.equals(this.problem)) {
			this.problem = reason;
			logger
				.warn("Unable to use the certificate of " + this.origin + ", the one before stays in force: " + reason);
		}
	}

}
