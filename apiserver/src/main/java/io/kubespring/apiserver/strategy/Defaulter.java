package io.kubespring.apiserver.strategy;

import io.kubernetes.client.common.KubernetesObject;

/**
 * Gives values to fields that a client may leave out; implemented by resource beans. What
 * is set is stored and answered as if the client had sent it.
 * <p>
 * Called on worker threads, by several at once, for every object that is created and for
 * the result of every change, before admission and validation; and for objects that are
 * read from the store, which an earlier release may have written. So the defaults must
 * depend on the object alone, and setting them twice must be the same as once.
 *
 * @param <T> the type of the objects
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface Defaulter<T extends KubernetesObject> {

	/**
	 * Set the defaults of an object. What is changed is written back as a difference:
	 * fields that the type does not know stay as they are.
	 * @param object the object, without spec or status if the client sent none
	 */
	void setDefaults(T object);

}
