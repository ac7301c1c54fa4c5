package io.kubespring.docs;

import java.util.List;

import io.kubespring.apiserver.meta.TableColumn;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.strategy.TableConvertor;
import org.jspecify.annotations.Nullable;

/**
 * Holds the computed columns of the how-to.
 */
interface ComputedColumns {

	@ApiResource(group = "shop.example.com", version = "v1")
	class Parcels implements StoredResource<Parcel>, TableConvertor<Parcel> {

		@Override
		public List<TableColumn> columns() {
			return List.of(new TableColumn("Size", "string", "", "width by height in centimetres", 0));
		}

		@Override
		public List<? extends @Nullable Object> cells(Parcel parcel) {
			ParcelSpec spec = parcel.getSpec();
			return List.of((spec != null) ? spec.width() + "x" + spec.height() : "");
		}

	}

	class Parcel extends ApiObject<ParcelSpec, ParcelStatus> {

	}

	record ParcelSpec(int width, int height) {

	}

	record ParcelStatus(@Nullable String place) {

	}

}
