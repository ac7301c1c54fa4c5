package io.kubespring.conformance.wardle;

import io.kubernetes.client.informer.SharedIndexInformer;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesApi;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesObject;
import io.kubespring.apiserver.admission.AdmissionAttributes;
import io.kubespring.apiserver.admission.MutatingAdmission;
import io.kubespring.apiserver.admission.Operation;
import io.kubespring.apiserver.error.ApiStatusException;

import org.springframework.stereotype.Component;

@Component
class BanFlunder implements MutatingAdmission<Flunder> {

	private final SharedIndexInformer<DynamicKubernetesObject> fischers;

	BanFlunder(ApiClient client) {
		SharedInformerFactory informers = new SharedInformerFactory(client);
		this.fischers = informers.sharedIndexInformerFor(
				new DynamicKubernetesApi("wardle.example.com", "v1alpha1", "fischers", client),
				DynamicKubernetesObject.class, 0);
		informers.startAllRegisteredInformers();
	}

	@Override
	public boolean handles(Operation operation) {
		return operation == Operation.CREATE;
	}

	@Override
	public void admit(AdmissionAttributes<Flunder> attributes) {
		if (!this.fischers.hasSynced()) {
			throw attributes.forbidden("not yet ready to handle request");
		}
		for (DynamicKubernetesObject fischer : this.fischers.getIndexer().list()) {
			if (fischer.getRaw().has("disallowedFlunders") && fischer.getRaw()
				.getAsJsonArray("disallowedFlunders")
				.asList()
				.stream()
				.anyMatch((name) -> name.getAsString().equals(attributes.name()))) {
				throw ApiStatusException.forbidden(attributes.resource().groupResource(), attributes.name(),
						"this name may not be used, please change the resource name");
			}
		}
	}

}
