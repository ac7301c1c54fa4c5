package io.kubespring.apiserver.autoconfigure;

import java.time.Duration;
import java.util.List;

import io.kubespring.apiserver.installation.Grant;
import io.kubespring.apiserver.installation.Grants;
import io.kubespring.apiserver.installation.Installation;
import io.kubespring.apiserver.installation.Manifests;
import io.kubespring.apiserver.installation.MissingGrant;
import io.kubespring.apiserver.installation.PermissionCheck;
import io.kubespring.apiserver.installation.SelfSubjectAccessReviewer;
import io.kubespring.apiserver.registry.ResourceDefinition;
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

	private final SelfSubjectAccessReviewer reviewer;

	private final Installation installation;

	private final List<ResourceDefinition> definitions;

	private final boolean required;

	private volatile boolean running;

	PermissionsStart(SelfSubjectAccessReviewer reviewer, Installation installation,
			List<ResourceDefinition> definitions, boolean required) {
		this.reviewer = reviewer;
		this.installation = installation;
		this.definitions = definitions;
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
			List<MissingGrant> missing = new PermissionCheck(this.reviewer)
				.missing(Grants.of(this.installation, this.definitions))
				.block(PATIENCE);
			if (missing == null || missing.isEmpty()) {
				return null;
			}
			String username = this.reviewer.username().blockOptional(PATIENCE).orElse("");
			List<Grant> grants = missing.stream().map(MissingGrant::grant).toList();
			return new MissingPermissionsException(username, missing,
					Manifests.permissions(this.installation, grants, username));
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
