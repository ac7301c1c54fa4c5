package io.kubespring.conformance.wardle;

import java.util.List;

import com.google.gson.annotations.SerializedName;
import io.kubespring.apiserver.resource.ApiObject;
import org.jspecify.annotations.Nullable;

class Fischer extends ApiObject<Void, Void> {

	@SerializedName("disallowedFlunders")
	private @Nullable List<String> disallowedFlunders;

}
