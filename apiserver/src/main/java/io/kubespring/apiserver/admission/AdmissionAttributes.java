package io.kubespring.apiserver.admission;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.GroupVersionKind;
import io.kubespring.apiserver.meta.GroupVersionResource;
import io.kubespring.apiserver.request.WriteOptions;
import org.jspecify.annotations.Nullable;

/**
 * A request as admission sees it, after {@code admission.Attributes} of
 * {@code k8s.io/apiserver}. Belongs to one call.
 *
 * @param <T> the type of the objects
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface AdmissionAttributes<T extends KubernetesObject> {

	/**
	 * What is done.
	 * @return the operation
	 */
	Operation operation();

	/**
	 * The kind of the objects, whatever the subresource.
	 * @return the group, version and kind
	 */
	GroupVersionKind kind();

	/**
	 * The resource.
	 * @return the group, version and plural name
	 */
	GroupVersionResource resource();

	/**
	 * The subresource.
	 * @return the name, such as {@code status}; empty for the object itself
	 */
	String subresource();

	/**
	 * The name of the object.
	 * @return the name; empty in mutating admission of an object whose name is yet to be
	 * generated
	 */
	String name();

	/**
	 * The namespace of the object.
	 * @return the namespace, empty for cluster-scoped resources
	 */
	String namespace();

	/**
	 * The object as it is about to be: for an update, and for {@code status} and
	 * {@code scale}, the whole new state; for {@link Operation#CONNECT} the object that
	 * is connected to.
	 * @return the object, {@code null} for {@link Operation#DELETE}
	 */
	@Nullable T object();

	/**
	 * The object as it is stored.
	 * @return the object, {@code null} but for {@link Operation#UPDATE} and
	 * {@link Operation#DELETE}, and there for resources whose beans cannot read
	 */
	@Nullable T oldObject();

	/**
	 * The verified caller.
	 * @return the caller
	 */
	UserInfo user();

	/**
	 * Whether nothing will be written. If it is {@code false} nothing may be written all
	 * the same: somebody else may refuse.
	 * @return {@code true} for a dry run
	 */
	boolean dryRun();

	/**
	 * The options of a creation or an update.
	 * @return the options, {@code null} for other operations
	 */
	@Nullable WriteOptions writeOptions();

	/**
	 * The options of a deletion.
	 * @return the options, {@code null} for other operations
	 */
	@Nullable DeleteOptions deleteOptions();

	/**
	 * Add an annotation to the record that audit keeps of the request.
	 * @param key the key, a domain and a name such as {@code orders.example.com/clerk}
	 * @param value the value
	 * @throws IllegalArgumentException if the key is none, or was given another value
	 */
	void addAnnotation(String key, String value);

	/**
	 * Tell the client something by a {@code Warning} header.
	 * @param text the text
	 */
	void addWarning(String text);

	/**
	 * A refusal that names the object, to be thrown:
	 * {@code orders.shop.example.com "a" is forbidden: only clerks may}.
	 * @param message why
	 * @return 403 {@code Forbidden}
	 */
	ApiStatusException forbidden(String message);

}
