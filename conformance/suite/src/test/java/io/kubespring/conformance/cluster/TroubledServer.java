package io.kubespring.conformance.cluster;

/**
 * What can be done to the process of a server.
 */
public interface TroubledServer {

	/**
	 * Let the process hang: the kernel accepts connections and nobody answers.
	 */
	void suspend();

	/**
	 * Let the process go on.
	 */
	void resume();

	/**
	 * End the process as the kernel does when memory is short.
	 */
	void kill();

	/**
	 * Wait until the process has ended by itself.
	 * @return its exit code
	 */
	int awaitEnd();

	/**
	 * Start the process again on the same port, and do not wait.
	 */
	void launch();

	/**
	 * Whether there is a process.
	 */
	boolean isAlive();

	/**
	 * Wait until the process is ready.
	 */
	void awaitReady();

}
