package io.kubespring.apiserver.resource;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.stereotype.Component;

/**
 * A {@link Connector} bean that serves a subresource of an {@link ApiResource} bean.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@Documented
@Component
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ApiSubresource {

	/**
	 * The bean class of the resource.
	 * @return the class with the {@link ApiResource} annotation
	 */
	Class<?> of();

	/**
	 * The name of the subresource in URLs.
	 * @return the name in lower case
	 */
	String name();

	/**
	 * The HTTP methods that are served; each is authorized by its own verb.
	 * @return the methods, {@code GET} and {@code POST} by default
	 */
	String[] methods() default { "GET", "POST" };

}
