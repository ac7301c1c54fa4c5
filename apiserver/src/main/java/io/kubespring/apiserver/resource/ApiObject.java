package io.kubespring.apiserver.resource;

import com.google.gson.annotations.SerializedName;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import org.jspecify.annotations.Nullable;

/**
 * An object with spec and status, for types that need no more. Any other
 * {@link KubernetesObject} will do as well.
 *
 * @param <S> the type of the spec
 * @param <U> the type of the status
 * @author The kubespring authors
 * @since 0.1.0
 */
public class ApiObject<S, U> implements KubernetesObject {

	@SerializedName("apiVersion")
	private @Nullable String apiVersion;

	@SerializedName("kind")
	private @Nullable String kind;

	@SerializedName("metadata")
	private @Nullable V1ObjectMeta metadata;

	@SerializedName("spec")
	private @Nullable S spec;

	@SerializedName("status")
	private @Nullable U status;

	@Override
	public @Nullable String getApiVersion() {
		return this.apiVersion;
	}

	/**
	 * Set the API version.
	 * @param apiVersion {@code group/version}
	 */
	public void setApiVersion(@Nullable String apiVersion) {
		this.apiVersion = apiVersion;
	}

	@Override
	public @Nullable String getKind() {
		return this.kind;
	}

	/**
	 * Set the kind.
	 * @param kind the kind
	 */
	public void setKind(@Nullable String kind) {
		this.kind = kind;
	}

	@Override
	public @Nullable V1ObjectMeta getMetadata() {
		return this.metadata;
	}

	/**
	 * Set the metadata.
	 * @param metadata the metadata
	 */
	public void setMetadata(@Nullable V1ObjectMeta metadata) {
		this.metadata = metadata;
	}

	/**
	 * The wanted state.
	 * @return the spec, or {@code null} if it was not given
	 */
	public @Nullable S getSpec() {
		return this.spec;
	}

	/**
	 * Set the wanted state.
	 * @param spec the spec
	 */
	public void setSpec(@Nullable S spec) {
		this.spec = spec;
	}

	/**
	 * The observed state.
	 * @return the status, or {@code null} if nothing was observed yet
	 */
	public @Nullable U getStatus() {
		return this.status;
	}

	/**
	 * Set the observed state.
	 * @param status the status
	 */
	public void setStatus(@Nullable U status) {
		this.status = status;
	}

}
