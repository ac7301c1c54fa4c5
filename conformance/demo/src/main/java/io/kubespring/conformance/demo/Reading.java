package io.kubespring.conformance.demo;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.UUID;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubespring.apiserver.resource.ApiObject;

class Reading extends ApiObject<Reading.Spec, Reading.Status> {

	private static final OffsetDateTime INSTALLED = OffsetDateTime.parse("2026-01-01T00:00:00Z");

	static Reading of(Thermometer thermometer) {
		Reading reading = new Reading();
		reading.setMetadata(new V1ObjectMeta().namespace(thermometer.namespace())
			.name(thermometer.name())
			.uid(uid(thermometer))
			.creationTimestamp(INSTALLED)
			.putLabelsItem("place", thermometer.place()));
		reading.setSpec(new Spec(thermometer.place()));
		reading.setStatus(new Status(thermometer.celsius()));
		return reading;
	}

	private static String uid(Thermometer thermometer) {
		String key = thermometer.namespace() + "/" + thermometer.name();
		return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
	}

	record Spec(String place) {

	}

	record Status(int celsius) {

	}

}
