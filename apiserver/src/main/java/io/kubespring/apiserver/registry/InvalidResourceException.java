package io.kubespring.apiserver.registry;

/**
 * A resource bean that cannot be served; found at start.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public class InvalidResourceException extends RuntimeException {

	private final Class<?> beanType;

	private final String action;

	/**
	 * Create an exception.
	 * @param beanType the class of the bean
	 * @param description what is wrong, with the value that is
	 * @param action how to mend it
	 */
	public InvalidResourceException(Class<?> beanType, String description, String action) {
		super(beanType.getName() + ": " + description);
		this.beanType = beanType;
		this.action = action;
	}

	/**
	 * The class of the bean.
	 * @return the class
	 */
	public Class<?> beanType() {
		return this.beanType;
	}

	/**
	 * How to mend it.
	 * @return a sentence
	 */
	public String action() {
		return this.action;
	}

}
