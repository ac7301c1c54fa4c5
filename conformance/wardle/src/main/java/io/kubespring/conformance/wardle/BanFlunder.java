package io.kubespring.conformance.wardle;

import com.google.gson.JsonArray;
import com.google.gson.JsonPrimitive;
import io.kubernetes.client.informer.SharedIndexInformer;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesApi;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesObject;
import io.kubespring.apiserver.admission.AdmissionAttributes;
import io.kubespring.apiserver.admission.MutatingAdmission;
import io.kubespring.apiserver.admission.Operation;

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
	public void admit(AdmissionAttributes<Flunder> flunder) {
		if (!this.fischers.hasSynced()) {
			throw flunder.forbidden("not yet ready to handle request");
		}
		JsonPrimitive name = new JsonPrimitive(flunder.name());
		for (DynamicKubernetesObject fischer : this.fischers.getIndexer().list()) {
			JsonArray banned = fischer.getRaw().getAsJsonArray("disallowedFlunders");
			if (banned != null && banned.contains(name)) {
				throw flunder.forbidden("this name may not be used, please change the resource name");
			}
		}
	}

}
