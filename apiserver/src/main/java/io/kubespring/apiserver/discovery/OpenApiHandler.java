package io.kubespring.apiserver.discovery;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.kubespring.apiserver.meta.GroupVersion;
import io.kubespring.apiserver.negotiation.Compression;
import io.kubespring.apiserver.registry.ResourceRegistry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Serves {@code /openapi/v3} and {@code /openapi/v2}, after {@code k8s.io/kube-openapi}:
 * documents are tagged by their digest, and a document asked for by its digest may be
 * kept for ever.
 */
final class OpenApiHandler {

	private static final List<String> ANY_JSON = List.of("application/json", "application/*", "*/*");

	private static final String PROTOBUF_V2 = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

	private static final List<String> PROTOBUF_V2_NAMES = List.of(PROTOBUF_V2,
			"application/com.github.proto-openapi.spec.v2@v1.0+protobuf");

	private static final Map<String, String> VARY = Map.of("Vary", "Accept");

	private final Map<String, Document> documents = new LinkedHashMap<>();

	private final Clock clock;

	private final Document root;

	private final Document swagger;

	private final Document swaggerProtobuf;

	OpenApiHandler(ResourceRegistry registry, VersionInfo version, Clock clock) {
		this.clock = clock;
		ObjectNode index = JsonNodeFactory.instance.objectNode();
		ObjectNode paths = index.putObject("paths");
		List<ObjectNode> all = new ArrayList<>();
		for (GroupVersion groupVersion : registry.groupVersions()) {
			ObjectNode v3 = new OpenApiV3(groupVersion, GroupDocuments.definitions(registry, groupVersion), version)
				.build();
			all.add(v3);
			Document document = new Document(GroupDocuments.write(v3));
			String key = "apis/" + groupVersion;
			this.documents.put("/openapi/v3/" + key, document);
			paths.putObject(key).put("serverRelativeURL", "/openapi/v3/" + key + "?hash=" + document.hash);
		}
		this.root = new Document(GroupDocuments.write(index));
		ObjectNode v2 = OpenApiV2.of(all, version);
		this.swagger = new Document(GroupDocuments.write(v2));
		this.swaggerProtobuf = new Document(OpenApiV2Protobuf.write(v2), this.swagger.hash, PROTOBUF_V2);
	}

	Set<String> paths() {
		return this.documents.keySet();
	}

	/**
	 * Answer a request, {@code null} if the path is not of OpenAPI.
	 */
	@Nullable DiscoveryResponse answer(DiscoveryRequest request) {
		String path = request.path();
		if (path.equals("/openapi/v3")) {
			return respond(this.root, request, Map.of(), Compression.NEVER);
		}
		if (path.equals("/openapi/v2")) {
			if (isAccepted(request)) {
				return respond(this.swagger, request, VARY, Compression.WEIGHTED);
			}
			return accepts(request, PROTOBUF_V2_NAMES)
					? respond(this.swaggerProtobuf, request, VARY, Compression.WEIGHTED)
					: new DiscoveryResponse(406, VARY, new byte[0], Compression.WEIGHTED);
		}
		if (!path.startsWith("/openapi/v3/")) {
			return null;
		}
		Document document = this.documents.get(path);
		if (document == null) {
			return new DiscoveryResponse(200, Map.of(), new byte[0], Compression.NEVER);
		}
		if (!isAccepted(request)) {
			return new DiscoveryResponse(406, VARY, new byte[0], Compression.NEVER);
		}
		if (!request.hash().isEmpty() && !request.hash().equals(document.hash)) {
			return new DiscoveryResponse(301, Map.of("Location", path + "?hash=" + document.hash), new byte[0],
					Compression.NEVER);
		}
		return respond(document, request, request.hash().isEmpty() ? VARY : immutable(), Compression.NEVER);
	}

	private static boolean isAccepted(DiscoveryRequest request) {
		return request.accept().isBlank() || accepts(request, ANY_JSON);
	}

	private static boolean accepts(DiscoveryRequest request, List<String> types) {
		return Arrays.stream(request.accept().split(","))
			.map((clause) -> clause.split(";")[0].trim())
			.anyMatch(types::contains);
	}

	/**
	 * The headers of a document that never changes.
	 */
	private Map<String, String> immutable() {
		Map<String, String> headers = new LinkedHashMap<>(VARY);
		headers.put("Cache-Control", "public, immutable");
		headers.put("Expires", DateTimeFormatter.RFC_1123_DATE_TIME
			.format(this.clock.instant().atOffset(ZoneOffset.UTC).plusYears(1)));
		return headers;
	}

	private static DiscoveryResponse respond(Document document, DiscoveryRequest request, Map<String, String> more,
			Compression compression) {
		Map<String, String> headers = new LinkedHashMap<>(more);
		String tag = "\"" + document.hash + "\"";
		headers.put("Content-Type", document.type);
		headers.put("ETag", tag);
		boolean known = Arrays.stream(request.ifNoneMatch().split(","))
			.map((candidate) -> candidate.trim().startsWith("W/") ? candidate.trim().substring(2) : candidate.trim())
			.anyMatch((candidate) -> candidate.equals("*") || candidate.equals(tag));
		return new DiscoveryResponse(known ? 304 : 200, headers, known ? new byte[0] : document.bytes, compression);
	}

	private static final class Document {

		private final byte[] bytes;

		private final String hash;

		private final String type;

		Document(byte[] json) {
			this(json, Digest.of(json), "application/json");
		}

		Document(byte[] bytes, String hash, String type) {
			this.bytes = bytes;
			this.hash = hash;
			this.type = type;
		}

	}

}
