package io.kubespring.apiserver.resource;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A column that {@code kubectl get} shows beside the name, as in a
 * CustomResourceDefinition. Without any there is one column {@code Age}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@Documented
@Repeatable(PrinterColumns.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface PrinterColumn {

	/**
	 * The heading.
	 * @return the heading
	 */
	String name();

	/**
	 * Path of the value within the object, such as {@code .spec.product}.
	 * @return the path
	 */
	String jsonPath();

	/**
	 * The type: {@code string}, {@code integer}, {@code number}, {@code boolean} or
	 * {@code date}, which is shown as an age.
	 * @return the type
	 */
	String type() default "string";

	/**
	 * An OpenAPI format.
	 * @return the format, may be empty
	 */
	String format() default "";

	/**
	 * What the column shows.
	 * @return the description, may be empty
	 */
	String description() default "";

	/**
	 * Whether the column is always shown.
	 * @return 0 for always, more for wide output only
	 */
	int priority() default 0;

}
