package io.kubespring.apiserver.autoconfigure;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.type.MethodMetadata;

/**
 * Finds the beans that guard the API, and refuses those that the application declares in
 * their place, be it by another name, as the primary ones, or by overriding.
 */
final class TrustFloor {

	private static final String OURS = ApiServerAuthorizationAutoConfiguration.class.getPackageName() + ".ApiServer";

	private TrustFloor() {
	}

	/**
	 * Find the one bean of a type.
	 * @param beans the beans
	 * @param type the type
	 * @return the bean of our own configuration
	 * @throws ReplacedFloorException if there is one of the application
	 */
	static <T> T bean(ConfigurableListableBeanFactory beans, Class<T> type) {
		for (String name : beans.getBeanNamesForType(type)) {
			if (!isOurs(beans, name)) {
				throw new ReplacedFloorException(name, type);
			}
		}
		return beans.getBean(type);
	}

	private static boolean isOurs(ConfigurableListableBeanFactory beans, String name) {
		return beans.containsBeanDefinition(name)
				&& beans.getBeanDefinition(name) instanceof AnnotatedBeanDefinition definition && isOurs(definition);
	}

	private static boolean isOurs(AnnotatedBeanDefinition definition) {
		MethodMetadata method = definition.getFactoryMethodMetadata();
		return method != null && method.getDeclaringClassName().startsWith(OURS);
	}

}
