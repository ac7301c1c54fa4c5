package io.kubespring.apiserver.laptop;

/**
 * A cluster is not led to this application, because that cannot work or would take
 * something away.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class LaptopRefusedException extends RuntimeException {

	private final String action;

	LaptopRefusedException(String message, String action) {
		super(message);
		this.action = action;
	}

	/**
	 * What to do.
	 * @return a sentence
	 */
	public String action() {
		return this.action;
	}

}
