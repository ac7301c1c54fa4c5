package io.kubespring.sample.fleet;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Component;

/**
 * Stands for the client of a fleet system.
 */
@Component
class FleetClient {

	private final List<Truck> trucks = List.of(
			new Truck("blue", UUID.fromString("6f6c3a0e-0d5e-4f3a-9a35-0c1f7d1f0a01"),
					OffsetDateTime.parse("2024-03-01T08:00:00Z"), "HH-KS 101", "harbour", 84_210),
			new Truck("green", UUID.fromString("6f6c3a0e-0d5e-4f3a-9a35-0c1f7d1f0a02"),
					OffsetDateTime.parse("2025-11-15T08:00:00Z"), "HH-KS 102", "airport", 12_055));

	List<Truck> all() {
		return this.trucks;
	}

	Optional<Truck> find(String id) {
		return this.trucks.stream().filter((truck) -> truck.id().equals(id)).findFirst();
	}

}
