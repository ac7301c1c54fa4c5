package io.kubespring.apiserver.authentication;

/**
 * Hears how tokens are answered for, for metrics. Called on whatever thread; must not
 * block.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface TokenCacheListener {

	/**
	 * A verdict was remembered.
	 * @param nanos how long it took
	 */
	void onHit(long nanos);

	/**
	 * A caller begins to wait for a review, its own or that of another with its token.
	 */
	void onWait();

	/**
	 * A caller has waited, and knows or left.
	 * @param nanos how long it took
	 */
	void onMiss(long nanos);

}
