package io.kubespring.apiserver.strategy;

/**
 * How the objects of a stored resource are written, where it shall not be as those of a
 * custom resource; implemented by resource beans, which override what differs. After the
 * strategies of {@code k8s.io/apiserver/pkg/registry/rest}. Called by several threads at
 * once.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface WriteStrategy {

	/**
	 * What custom resources do.
	 */
	WriteStrategy DEFAULT = new WriteStrategy() {
	};

	/**
	 * What names must look like. A rule of the application's own belongs into its
	 * {@link ObjectValidator}.
	 * @return the rule
	 */
	default NameRule nameRule() {
		return NameRule.DNS_SUBDOMAIN;
	}

	/**
	 * Whether a PUT of an object that does not exist creates it. The caller must be
	 * allowed to {@code create} as well.
	 * @return {@code false} to answer 404
	 */
	default boolean allowCreateOnUpdate() {
		return false;
	}

	/**
	 * Whether an update may do without a resource version, and then overwrites whatever
	 * is there.
	 * @return {@code false} to ask for one
	 */
	default boolean allowUnconditionalUpdate() {
		return false;
	}

	/**
	 * Whether {@code metadata.generation} counts the changes of anything but metadata,
	 * and of status if that has an endpoint of its own.
	 * @return {@code false} to leave it as the object was created with
	 */
	default boolean tracksGeneration() {
		return true;
	}

	/**
	 * Rules for names.
	 */
	enum NameRule {

		/**
		 * A lowercase RFC 1123 subdomain, as custom resources have it.
		 */
		DNS_SUBDOMAIN,
		/**
		 * Whatever can be a segment of a path: neither {@code .} nor {@code ..}, without
		 * slash and percent sign. What Go's generic server asks for.
		 */
		PATH_SEGMENT

	}

}
