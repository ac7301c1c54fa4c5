package io.kubespring.conformance.wardle;

import java.util.List;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import org.jspecify.annotations.Nullable;

record Fischer(String apiVersion, String kind, V1ObjectMeta metadata,
		@Nullable List<String> disallowedFlunders) implements KubernetesObject {

	@Override
	public String getApiVersion() {
		return this.apiVersion;
	}

	@Override
	public String getKind() {
		return this.kind;
	}

	@Override
	public V1ObjectMeta getMetadata() {
		return this.metadata;
	}

}
