package io.kubespring.conformance.cluster;

/**
 * A server, and what can be done to its process.
 */
public abstract class TroubledServer {

	/**
	 * The process as it is now.
	 */
	abstract ChildProcess process();

	/**
	 * Let the process hang: the kernel accepts connections and nobody answers.
	 */
	public void suspend() {
		process().signal("STOP");
	}

	/**
	 * Let the process go on.
	 */
	public void resume() {
		process().signal("CONT");
	}

	/**
	 * End the process by force, without a chance to clean up, as the kernel does when
	 * memory is short.
	 */
	public void kill() {
		process().kill();
	}

	/**
	 * Wait until the process has ended by itself.
	 * @return its exit code
	 */
	public int awaitEnd() {
		return process().awaitEnd();
	}

	/**
	 * Start the process again on the same port, and do not wait.
	 */
	public abstract void launch();

	/**
	 * Whether there is a process.
	 */
	public boolean isAlive() {
		return process().isAlive();
	}

	/**
	 * Wait until the process is ready.
	 */
	public abstract void awaitReady();

}
