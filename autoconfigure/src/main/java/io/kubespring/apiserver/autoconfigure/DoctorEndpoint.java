package io.kubespring.apiserver.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.kubespring.apiserver.doctor.Doctor;
import io.kubespring.apiserver.doctor.DoctorReport;
import io.kubespring.apiserver.doctor.Finding;
import reactor.core.publisher.Mono;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * {@link Endpoint @Endpoint} that says where the way from a client through the cluster to
 * the application is broken, and what mends it.
 */
@Endpoint(id = "doctor")
final class DoctorEndpoint {

	private final Doctor doctor;

	DoctorEndpoint(Doctor doctor) {
		this.doctor = doctor;
	}

	@ReadOperation
	Mono<Map<String, Object>> examine() {
		return this.doctor.examine().map(DoctorEndpoint::body);
	}

	private static Map<String, Object> body(List<Finding> findings) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("broken", DoctorReport.isBroken(findings));
		findings.stream()
			.filter((finding) -> finding.outcome() == Finding.Outcome.BROKEN)
			.findFirst()
			.ifPresent((first) -> body.put("mendFirst", first));
		body.put("findings", findings);
		return body;
	}

}
