package io.kubespring.sample.fleet;

import java.time.OffsetDateTime;
import java.util.UUID;

record Truck(String id, UUID serialNumber, OffsetDateTime bought, String plate, String depot, long kilometres) {

}
