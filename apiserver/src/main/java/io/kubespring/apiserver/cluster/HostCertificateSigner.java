package io.kubespring.apiserver.cluster;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

import io.kubespring.apiserver.certificate.CertificateSigner;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A signer of the host cluster, asked by CertificateSigningRequest objects. Needs create
 * and get on {@code certificatesigningrequests} of {@code certificates.k8s.io}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class HostCertificateSigner implements CertificateSigner {

	private static final String PATH = "/apis/certificates.k8s.io/v1/certificatesigningrequests";

	/**
	 * The cluster refuses to be asked for less.
	 */
	private static final long MIN_SECONDS = 600;

	private final HostApi api;

	private final String signerName;

	private final String namePrefix;

	/**
	 * Name a signer.
	 * @param cluster the host cluster
	 * @param signerName the name of the signer
	 * @param namePrefix what the names of requests begin with
	 */
	public HostCertificateSigner(HostCluster cluster, String signerName, String namePrefix) {
		this.api = cluster.api();
		this.signerName = signerName;
		this.namePrefix = namePrefix;
	}

	@Override
	public Mono<String> request(String request, Duration validity) {
		ObjectNode object = JsonNodeFactory.instance.objectNode();
		object.put("apiVersion", "certificates.k8s.io/v1").put("kind", "CertificateSigningRequest");
		object.putObject("metadata").put("generateName", this.namePrefix);
		ObjectNode spec = object.putObject("spec");
		spec.put("request", Base64.getEncoder().encodeToString(request.getBytes(StandardCharsets.US_ASCII)))
			.put("signerName", this.signerName)
			.put("expirationSeconds", Math.min(Integer.MAX_VALUE, Math.max(MIN_SECONDS, validity.toSeconds())));
		spec.putArray("usages").add("digital signature").add("server auth");
		return this.api.exchange("POST", PATH, HostApi.JSON, object)
			.map((created) -> created.path("metadata").path("name").asString(""));
	}

	@Override
	public Mono<Outcome> outcome(String name) {
		return this.api.get(PATH + "/" + name)
			.map((object) -> outcome(object.path("status")))
			.onErrorResume((ex) -> HostApiException.isRefusal(ex, 404), (ex) -> Mono.empty());
	}

	private static Outcome outcome(JsonNode status) {
		for (JsonNode condition : status.path("conditions")) {
			String type = condition.path("type").asString("");
			if (type.equals("Denied") || type.equals("Failed")) {
				return new Outcome(State.REFUSED, type + ", " + condition.path("reason").asString("") + ": "
						+ condition.path("message").asString(""));
			}
		}
		String certificate = status.path("certificate").asString("");
		return certificate.isEmpty() ? new Outcome(State.PENDING, "") : new Outcome(State.ISSUED,
				new String(Base64.getDecoder().decode(certificate), StandardCharsets.UTF_8));
	}

}
