package io.kubespring.apiserver.resource;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.stereotype.Component;

/**
 * A bean that serves a kind of objects. The bean implements {@link StoredResource}, or
 * verb interfaces such as {@link Getter} and {@link Lister}; their type argument is the
 * Java type of the objects.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
@Documented
@Component
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ApiResource {

	/**
	 * The API group, a DNS subdomain such as {@code shop.example.com}.
	 * @return the group
	 */
	String group();

	/**
	 * The version, such as {@code v1} or {@code v1alpha1}.
	 * @return the version
	 */
	String version();

	/**
	 * The kind; by default the simple name of the Java type.
	 * @return the kind, or empty for the default
	 */
	String kind() default "";

	/**
	 * The kind of lists; by default the kind followed by {@code List}.
	 * @return the list kind, or empty for the default
	 */
	String listKind() default "";

	/**
	 * The name of the resource in URLs; by default the plural of the kind in lower case.
	 * @return the plural name, or empty for the default
	 */
	String plural() default "";

	/**
	 * The name of one object for command lines; by default the kind in lower case.
	 * @return the singular name, or empty for the default
	 */
	String singular() default "";

	/**
	 * Short names for command lines.
	 * @return the short names
	 */
	String[] shortNames() default {};

	/**
	 * Categories that the resource belongs to, such as {@code all}.
	 * @return the categories
	 */
	String[] categories() default {};

	/**
	 * Whether objects live in namespaces.
	 * @return the scope
	 */
	Scope scope() default Scope.NAMESPACED;

	/**
	 * The version in which objects are stored, of this bean's own and those of
	 * {@link ApiVersion} beans. What it cannot hold is lost.
	 * @return the version, or empty for {@link #version()}
	 */
	String storageVersion() default "";

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
