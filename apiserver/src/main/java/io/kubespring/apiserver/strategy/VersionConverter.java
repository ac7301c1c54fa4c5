package io.kubespring.apiserver.strategy;

import io.kubernetes.client.common.KubernetesObject;

/**
 * Converts objects between one version and the hub, the version of
 * {@link io.kubespring.apiserver.resource.ApiResource}. The bean has an
 * {@link io.kubespring.apiserver.resource.ApiVersion} annotation.
 * <p>
 * Both methods fill a target that has nothing but its metadata, which is the source's: of
 * the metadata a converter may change annotations and nothing else. Members that neither
 * Java type knows are carried over. What a client writes in one version is repeated on
 * the object in the hub's, so what the client's version cannot express is kept.
 * <p>
 * A converter depends on the object alone: the same source always gives the same target,
 * which is kept and shown to every reader. It runs on worker threads, several at once,
 * and on the thread that follows the store. If it throws, the request is answered by that
 * {@link io.kubespring.apiserver.error.ApiStatusException}, or by 500.
 *
 * @param <V> the Java type of the version
 * @param <H> the Java type of the hub
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface VersionConverter<V extends KubernetesObject, H extends KubernetesObject> {

	/**
	 * Convert to the hub.
	 * @param source the object in the version, valid JSON of its type but otherwise as
	 * the client sent it: members may be {@code null}
	 * @param hub the object in the hub's version, to be filled
	 */
	void toHub(V source, H hub);

	/**
	 * Convert from the hub.
	 * @param hub the object in the hub's version
	 * @param target the object in the version, to be filled
	 */
	void fromHub(H hub, V target);

}
