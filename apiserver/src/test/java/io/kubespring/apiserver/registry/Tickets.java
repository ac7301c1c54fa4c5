package io.kubespring.apiserver.registry;

import java.util.List;

import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.ApiVersion;
import io.kubespring.apiserver.resource.PrinterColumn;
import io.kubespring.apiserver.resource.StatusSubresource;
import io.kubespring.apiserver.resource.StoredResource;
import io.kubespring.apiserver.strategy.VersionConverter;
import org.jspecify.annotations.Nullable;

/**
 * A kind with two versions: the hub knows a seat as row and number, the older version as
 * one text; a price is in the hub alone, a remark only in the older version's annotation.
 */
@ApiResource(group = "test.example.com", version = "v1", kind = "Ticket")
@StatusSubresource
@PrinterColumn(name = "Seat", jsonPath = ".spec.row")
public class Tickets implements StoredResource<Tickets.Ticket> {

	public static class Ticket extends ApiObject<Spec, Void> {

	}

	public static class OldTicket extends ApiObject<OldSpec, Void> {

	}

	public record Spec(@Nullable String row, @Nullable Integer number, @Nullable Integer price,
			@Nullable List<Extra> extras) {

	}

	public record Extra(@Nullable String name) {

	}

	public record OldSpec(@Nullable String seat, @Nullable List<Extra> extras) {

	}

	/**
	 * Converts the older version; counts, and fails for the seat {@code broken}.
	 */
	@ApiVersion(of = Tickets.class, version = "v1beta1", deprecated = true)
	@PrinterColumn(name = "Place", jsonPath = ".spec.seat")
	public static class Old implements VersionConverter<OldTicket, Ticket> {

		public volatile int conversions;

		@Override
		public void toHub(OldTicket source, Ticket hub) {
			OldSpec spec = source.getSpec();
			String seat = (spec != null) ? spec.seat() : null;
			if ("broken".equals(seat)) {
				throw new IllegalStateException("a secret");
			}
			if (seat != null) {
				String[] parts = seat.split("-");
				hub.setSpec(
						new Spec(parts[0], (parts.length > 1) ? Integer.valueOf(parts[1]) : null, null, spec.extras()));
			}
		}

		@Override
		public void fromHub(Ticket hub, OldTicket target) {
			this.conversions++;
			Spec spec = hub.getSpec();
			if (spec != null) {
				if ("broken".equals(spec.row())) {
					throw new IllegalStateException("a secret");
				}
				target.setSpec(
						new OldSpec(spec.row() + ((spec.number() != null) ? "-" + spec.number() : ""), spec.extras()));
			}
		}

	}

	/**
	 * The kind as an earlier release stored it: in the older version.
	 */
	@ApiResource(group = "test.example.com", version = "v1", kind = "Ticket", storageVersion = "v1beta1")
	public static class StoredOlder implements StoredResource<Ticket> {

	}

	/**
	 * The older version of the earlier release.
	 */
	@ApiVersion(of = StoredOlder.class, version = "v1beta1")
	public static class OldStored extends Old {

	}

}
