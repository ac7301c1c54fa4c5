package io.kubespring.apiserver.resource;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.stereotype.Component;

/**
 * A {@link io.kubespring.apiserver.strategy.VersionConverter} bean that serves the
 * objects of an {@link ApiResource} bean in a further version. The version of
 * {@link ApiResource} is the hub: every other version is converted from it and to it.
 * {@link PrinterColumn}, {@link ScaleSubresource} and
 * {@link io.kubespring.apiserver.strategy.TableConvertor} on this bean hold for this
 * version; scale and columns by path are the hub's where this bean has none.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@Documented
@Component
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ApiVersion {

	/**
	 * The bean class of the resource.
	 * @return the class with the {@link ApiResource} annotation
	 */
	Class<?> of();

	/**
	 * The version, such as {@code v1beta1}.
	 * @return the version
	 */
	String version();

	/**
	 * Whether clients can use the version. One that is not served is still read from a
	 * store that holds it.
	 * @return {@code false} to only read what an earlier release stored
	 */
	boolean served() default true;

	/**
	 * Whether clients are warned that they should use another version.
	 * @return {@code true} to warn them
	 */
	boolean deprecated() default false;

	/**
	 * What clients of a deprecated version are told.
	 * @return the text, or empty for that of a custom resource,
	 * {@code GROUP/VERSION KIND is deprecated}
	 */
	String deprecationWarning() default "";

}
