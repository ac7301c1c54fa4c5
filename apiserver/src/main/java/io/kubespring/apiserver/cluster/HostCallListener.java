package io.kubespring.apiserver.cluster;

/**
 * Hears of every request to the host cluster, on the thread that makes it; must be fast
 * and not throw.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface HostCallListener {

	/**
	 * A request is sent.
	 * @param path its path, without the query
	 */
	void onBegin(String path);

	/**
	 * The head of an answer is there, or there is none.
	 * @param path the path of the request, without the query
	 * @param code the status of HTTP, 0 without an answer
	 * @param nanos the time since the request was sent, in nanoseconds
	 */
	void onEnd(String path, int code, long nanos);

}
