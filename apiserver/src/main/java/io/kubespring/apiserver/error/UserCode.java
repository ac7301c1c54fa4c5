package io.kubespring.apiserver.error;

/**
 * Calls an application's code.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class UserCode {

	private UserCode() {
	}

	/**
	 * Call. Errors that Reactor lets pass everything by, so that a client would wait for
	 * ever, become exceptions.
	 * @param code whose code it is, for the log
	 * @param call the call
	 * @throws IllegalStateException for such an error
	 */
	public static void run(Object code, Runnable call) {
		try {
			call.run();
		}
		catch (LinkageError | StackOverflowError ex) {
			throw new IllegalStateException(code.getClass().getName() + " failed: " + ex, ex);
		}
	}

}
