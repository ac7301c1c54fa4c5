package io.kubespring.apiserver.autoconfigure;

/**
 * A bean of the application would stand in the place of what guards the API.
 */
final class ReplacedFloorException extends RuntimeException {

	private final String beanName;

	private final Class<?> type;

	ReplacedFloorException(String beanName, Class<?> type) {
		super("The bean '" + beanName + "' would replace what guards the API");
		this.beanName = beanName;
		this.type = type;
	}

	String beanName() {
		return this.beanName;
	}

	Class<?> type() {
		return this.type;
	}

}
