package io.kubespring.apiserver.autoconfigure;

import java.util.List;

import io.kubespring.apiserver.error.FieldErrors;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.ApiSubresource;
import io.kubespring.apiserver.resource.Connector;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.strategy.Defaulter;
import io.kubespring.apiserver.strategy.ObjectValidator;
import io.kubespring.apiserver.strategy.WriteStrategy;
import org.jspecify.annotations.Nullable;

import org.springframework.web.server.WebHandler;

/**
 * A stored resource with hooks for tests.
 */
@ApiResource(group = "test.example.com", version = "v1", kind = "Shelf", plural = "shelves", singular = "shelf")
class Shelves implements StoredResource<Shelves.Shelf>, Defaulter<Shelves.Shelf>, ObjectValidator<Shelves.Shelf>,
		WriteStrategy {

	@Override
	public void setDefaults(Shelf shelf) {
		if (shelf.getSpec() != null && shelf.getSpec().boards() == null) {
			shelf.setSpec(new ShelfSpec(5, shelf.getSpec().owners()));
		}
	}

	@Override
	public void validate(Shelf shelf, FieldErrors errors) {
		if (shelf.getSpec() == null) {
			errors.required("spec", "");
			return;
		}
		if (shelf.getSpec().boards() == 13) {
			throw new IllegalStateException("a secret of the validator");
		}
		if (shelf.getSpec().boards() > 100) {
			errors.invalid("spec.boards", shelf.getSpec().boards(), "must not be more than 100");
		}
		if (shelf.getSpec().boards() > 50) {
			errors.warn("spec.boards: bends");
		}
	}

	@Override
	public boolean allowCreateOnUpdate() {
		return true;
	}

	static class Shelf extends ApiObject<ShelfSpec, Void> {

	}

	record ShelfSpec(@Nullable Integer boards, @Nullable List<String> owners) {

	}

	@ApiSubresource(of = Shelves.class, name = "look", methods = "GET")
	static class Look implements Connector<Shelf> {

		@Override
		public WebHandler connect(Shelf shelf, RequestContext context) {
			return (exchange) -> exchange.getResponse().setComplete();
		}

	}

}
