package io.kubespring.apiserver.autoconfigure;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Asks, before anything else is started, whether the application may do in its cluster
 * what it needs. A cluster that cannot be asked does not keep it from starting: it may
 * come back.
 */
final class PermissionsStart implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(PermissionsStart.class);

	private static final Duration PATIENCE = Duration.ofSeconds(15);

	private final Permissions permissions;

	private final boolean required;

	private volatile boolean running;

	PermissionsStart(Permissions permissions, boolean required) {
		this.permissions = permissions;
		this.required = required;
	}

	@Override
	public void start() {
		this.running = true;
		MissingPermissionsException missing = ask();
		if (missing != null && this.required) {
			throw missing;
		}
		if (missing != null) {
			logger.warn(missing.getMessage() + ". " + missing.missing());
		}
	}

	private @Nullable MissingPermissionsException ask() {
		try {
			return this.permissions.missing().block(PATIENCE);
		}
		catch (RuntimeException ex) {
			logger.warn("The cluster could not be asked for the permissions of the application: " + ex.getMessage());
			return null;
		}
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

}
