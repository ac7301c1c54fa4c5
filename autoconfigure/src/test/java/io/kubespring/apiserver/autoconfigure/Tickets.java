package io.kubespring.apiserver.autoconfigure;

import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.ApiVersion;
import io.kubespring.apiserver.resource.PrinterColumn;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.strategy.VersionConverter;
import org.jspecify.annotations.Nullable;

/**
 * A stored resource of two versions: a seat is a row and a number in the hub, and one
 * text in the older version, which knows no price.
 */
@ApiResource(group = "test.example.com", version = "v1")
@PrinterColumn(name = "Row", jsonPath = ".spec.row")
class Tickets implements StoredResource<Tickets.Ticket> {

	static class Ticket extends ApiObject<Spec, Void> {

	}

	static class TicketV1beta1 extends ApiObject<SpecV1beta1, Void> {

	}

	record Spec(@Nullable String row, int number, @Nullable Integer price) {

	}

	record SpecV1beta1(@Nullable String seat) {

	}

	@ApiVersion(of = Tickets.class, version = "v1beta1", deprecated = true)
	@PrinterColumn(name = "Seat", jsonPath = ".spec.seat")
	static class V1beta1 implements VersionConverter<TicketV1beta1, Ticket> {

		@Override
		public void toHub(TicketV1beta1 source, Ticket hub) {
			SpecV1beta1 spec = source.getSpec();
			if (spec != null && spec.seat() != null) {
				String[] parts = spec.seat().split("-");
				hub.setSpec(new Spec(parts[0], Integer.parseInt(parts[1]), null));
			}
		}

		@Override
		public void fromHub(Ticket hub, TicketV1beta1 target) {
			Spec spec = hub.getSpec();
			if (spec != null) {
				target.setSpec(new SpecV1beta1(spec.row() + "-" + spec.number()));
			}
		}

	}

}
