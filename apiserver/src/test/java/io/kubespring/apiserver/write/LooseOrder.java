package io.kubespring.apiserver.write;

import java.util.List;

import com.google.gson.annotations.SerializedName;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import org.jspecify.annotations.Nullable;

/**
 * An object whose metadata can become anything.
 */
class LooseOrder implements KubernetesObject {

	@SerializedName("metadata")
	LooseMetadata metadata = new LooseMetadata();

	@Override
	public V1ObjectMeta getMetadata() {
		return new V1ObjectMeta();
	}

	@Override
	public String getApiVersion() {
		return "shop.example.com/v1";
	}

	@Override
	public String getKind() {
		return "Order";
	}

	static class LooseMetadata {

		@SerializedName("labels")
		@Nullable List<Object> labels;

	}

}
