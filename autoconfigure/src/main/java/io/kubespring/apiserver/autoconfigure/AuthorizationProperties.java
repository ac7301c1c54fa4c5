package io.kubespring.apiserver.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Properties of authorization.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public class AuthorizationProperties {

	/**
	 * Groups whose members may do everything, without asking.
	 */
	private Set<String> alwaysAllowGroups = Set.of("system:masters");

	/**
	 * Paths that everybody may ask for, resources never; a '*' at the end stands for all
	 * that begins so. By default '/healthz', '/readyz' and '/livez'.
	 */
	private List<String> alwaysAllowPaths = List.of("/healthz", "/readyz", "/livez");

	/**
	 * Whether callers may be somebody else by the constrained modes too, not only by the
	 * verb 'impersonate'.
	 */
	private boolean constrainedImpersonation = true;

	private final Cache cache = new Cache();

	public Set<String> getAlwaysAllowGroups() {
		return this.alwaysAllowGroups;
	}

	public void setAlwaysAllowGroups(Set<String> alwaysAllowGroups) {
		this.alwaysAllowGroups = alwaysAllowGroups;
	}

	public List<String> getAlwaysAllowPaths() {
		return this.alwaysAllowPaths;
	}

	public void setAlwaysAllowPaths(List<String> alwaysAllowPaths) {
		this.alwaysAllowPaths = alwaysAllowPaths;
	}

	public boolean isConstrainedImpersonation() {
		return this.constrainedImpersonation;
	}

	public void setConstrainedImpersonation(boolean constrainedImpersonation) {
		this.constrainedImpersonation = constrainedImpersonation;
	}

	public Cache getCache() {
		return this.cache;
	}

	public static class Cache {

		/**
		 * Time for which the permission of a request is remembered.
		 */
		private Duration allowedTtl = Duration.ofSeconds(10);

		/**
		 * Time for which the refusal of a request is remembered.
		 */
		private Duration deniedTtl = Duration.ofSeconds(10);

		public Duration getAllowedTtl() {
			return this.allowedTtl;
		}

		public void setAllowedTtl(Duration allowedTtl) {
			this.allowedTtl = allowedTtl;
		}

		public Duration getDeniedTtl() {
			return this.deniedTtl;
		}

		public void setDeniedTtl(Duration deniedTtl) {
			this.deniedTtl = deniedTtl;
		}

	}

}
