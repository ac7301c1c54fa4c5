package io.kubespring.apiserver.resource;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Serves {@code /scale} beside an {@link ApiResource} as {@code autoscaling/v1}
 * {@code Scale}; paths as in a CustomResourceDefinition.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ScaleSubresource {

	/**
	 * Path of the wanted number of replicas, below {@code .spec}.
	 * @return the path
	 */
	String specReplicasPath() default ".spec.replicas";

	/**
	 * Path of the present number of replicas, below {@code .status}.
	 * @return the path
	 */
	String statusReplicasPath() default ".status.replicas";

	/**
	 * Path of the label selector's text, or empty for none.
	 * @return the path
	 */
	String labelSelectorPath() default "";

}
