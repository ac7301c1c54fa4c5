package io.kubespring.apiserver.resource;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Holds several {@link PrinterColumn} annotations.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface PrinterColumns {

	/**
	 * The columns.
	 * @return the columns in order
	 */
	PrinterColumn[] value();

}
