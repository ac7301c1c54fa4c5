package io.kubespring.apiserver.resource;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Serves {@code /status} beside an {@link ApiResource}: the main resource leaves the
 * status alone, the subresource changes nothing else.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface StatusSubresource {

}
