package io.kubespring.apiserver.request;

import io.kubespring.apiserver.authentication.UserInfo;

/**
 * What an application's code may know of the request it serves. Safe for use by several
 * threads.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface RequestContext {

	/**
	 * The namespace of the request.
	 * @return the namespace, empty for cluster-scoped resources and requests across all
	 * namespaces
	 */
	String namespace();

	/**
	 * The verified caller.
	 * @return the caller
	 */
	UserInfo user();

	/**
	 * Whether nothing may be written.
	 * @return {@code true} for a dry run
	 */
	boolean dryRun();

	/**
	 * The name under which the caller owns what it writes.
	 * @return the field manager, never empty for writes
	 */
	String fieldManager();

	/**
	 * Tell the client something by a {@code Warning} header.
	 * @param text the text
	 */
	void warn(String text);

	/**
	 * Add an annotation to the record that audit keeps of the request; the first value of
	 * a key stays.
	 * @param key the key, a domain and a name such as {@code orders.example.com/clerk}
	 * @param value the value
	 */
	void addAuditAnnotation(String key, String value);

}
