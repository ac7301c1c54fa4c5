package io.kubespring.conformance.churn;

import io.kubernetes.client.informer.ResourceEventHandler;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesObject;

/**
 * Notes what an informer tells.
 */
final class InformerJournal implements ResourceEventHandler<DynamicKubernetesObject> {

	private final Journal told = new Journal();

	Journal told() {
		return this.told;
	}

	@Override
	public void onAdd(DynamicKubernetesObject object) {
		add("ADDED", object);
	}

	@Override
	public void onUpdate(DynamicKubernetesObject before, DynamicKubernetesObject after) {
		add("MODIFIED", after);
	}

	@Override
	public void onDelete(DynamicKubernetesObject object, boolean stale) {
		add(stale ? "DELETED UNSEEN" : "DELETED", object);
	}

	private void add(String type, DynamicKubernetesObject object) {
		V1ObjectMeta metadata = object.getMetadata();
		this.told.add(
				new Change(type, metadata.getName(), metadata.getUid(), Long.parseLong(metadata.getResourceVersion())));
	}

}
