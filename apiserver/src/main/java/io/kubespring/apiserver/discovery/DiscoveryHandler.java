package io.kubespring.apiserver.discovery;

import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.negotiation.Compression;
import io.kubespring.apiserver.negotiation.Negotiator;
import io.kubespring.apiserver.negotiation.Representation;
import io.kubespring.apiserver.registry.ResourceRegistry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers what is served, from documents that were made once: nothing that happens to a
 * store or to user code can slow them or make them shrink. Safe for use by several
 * threads.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class DiscoveryHandler {

	private static final String JSON = "application/json";

	private static final String AGGREGATED = ";g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

	private static final List<String> MORE_PATHS = List.of("/apis", "/healthz", "/livez", "/readyz", "/openapi/v2",
			"/openapi/v3", "/version");

	private static final Set<String> INDEX_PATHS = Set.of("", "/", "/index.html");

	private final Map<String, byte[]> documents;

	private final byte[] aggregated;

	private final String aggregatedTag;

	private final byte[] version;

	private final byte[] index;

	private final OpenApiHandler openApi;

	/**
	 * Make all documents.
	 * @param registry the resources
	 * @param version the application's version
	 */
	public DiscoveryHandler(ResourceRegistry registry, VersionInfo version) {
		this(registry, version, Clock.systemUTC());
	}

	DiscoveryHandler(ResourceRegistry registry, VersionInfo version, Clock clock) {
		this.documents = new HashMap<>(new GroupDocuments(registry).build());
		this.aggregated = AggregatedDiscovery.build(registry);
		this.aggregatedTag = "\"" + Digest.of(this.aggregated) + "\"";
		this.version = TreeCodec.SHARED.pretty(GroupDocuments.write(version(version)));
		this.openApi = new OpenApiHandler(registry, version, clock);
		this.index = index();
	}

	private static ObjectNode version(VersionInfo version) {
		String number = version.gitVersion().startsWith("v") ? version.gitVersion().substring(1) : version.gitVersion();
		String[] parts = number.split("[.+-]");
		ObjectNode info = JsonNodeFactory.instance.objectNode();
		info.put("major", parts[0]);
		info.put("minor", (parts.length > 1) ? parts[1] : "0");
		info.put("gitVersion", version.gitVersion());
		info.put("gitCommit", "");
		info.put("gitTreeState", "");
		info.put("buildDate", version.buildDate());
		info.put("goVersion", "");
		info.put("compiler", "Java " + Runtime.version().feature());
		info.put("platform",
				System.getProperty("os.name").toLowerCase(Locale.ROOT) + "/" + System.getProperty("os.arch"));
		return info;
	}

	private byte[] index() {
		TreeSet<String> paths = new TreeSet<>(this.documents.keySet());
		paths.addAll(MORE_PATHS);
		paths.addAll(this.openApi.paths());
		ObjectNode index = JsonNodeFactory.instance.objectNode();
		GroupDocuments.putTexts(index, "paths", List.copyOf(paths));
		return TreeCodec.SHARED.pretty(GroupDocuments.write(index));
	}

	/**
	 * The index of all paths, which also answers paths under no known root.
	 * @return the document
	 */
	public byte[] indexDocument() {
		return this.index;
	}

	/**
	 * Whether a group is served in any version.
	 * @param group the group
	 * @return {@code true} if it is
	 */
	public boolean knowsGroup(String group) {
		return this.documents.containsKey("/apis/" + group);
	}

	/**
	 * Answer a request.
	 * @param request the request
	 * @return the answer, or {@code null} if the path is no document's
	 * @throws ApiStatusException if the request is refused
	 */
	public @Nullable DiscoveryResponse answer(DiscoveryRequest request) {
		if (INDEX_PATHS.contains(request.path())) {
			return json(this.index);
		}
		if (request.path().startsWith("/openapi/")) {
			return this.openApi.answer(request);
		}
		String path = trimmed(request.path());
		if (path.equals("/apis") && request.path().length() > "/apis/".length()) {
			return null;
		}
		if (path.equals("/version")) {
			requireGet(request);
			if (!Negotiator.routes(request.accept(), JSON)) {
				throw ApiStatusException.notRouted(JSON);
			}
			return json(this.version);
		}
		byte[] document = this.documents.get(path);
		if (document == null) {
			return null;
		}
		requireGet(request);
		Representation grouped = path.equals("/apis") ? Negotiator.GROUP_DISCOVERY.find(request.accept()) : null;
		return (grouped != null && grouped.target() == Representation.Target.GROUP_DISCOVERY)
				? aggregated(request, grouped) : negotiated(document, request);
	}

	private static String trimmed(String path) {
		int end = path.length();
		while (end > 0 && path.charAt(end - 1) == '/') {
			end--;
		}
		return path.substring(0, end);
	}

	private static void requireGet(DiscoveryRequest request) {
		if (!request.method().equals("GET")) {
			throw ApiStatusException.methodNotAllowed();
		}
	}

	private DiscoveryResponse aggregated(DiscoveryRequest request, Representation representation) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("ETag", this.aggregatedTag);
		headers.put("Vary", "Accept");
		headers.put("Cache-Control", "public");
		if (request.ifNoneMatch().equals(this.aggregatedTag)) {
			return new DiscoveryResponse(304, headers, new byte[0], Compression.NEVER);
		}
		headers.put("Content-Type", representation.format().mediaType() + AGGREGATED);
		return new DiscoveryResponse(200, headers, representation.orPretty(request.pretty()).encode(this.aggregated),
				Compression.LONG);
	}

	private static DiscoveryResponse negotiated(byte[] document, DiscoveryRequest request) {
		Representation representation = Negotiator.DOCUMENTS.negotiate(request.accept()).orPretty(request.pretty());
		return new DiscoveryResponse(200, Map.of("Content-Type", representation.format().mediaType()),
				representation.encode(document), Compression.LONG);
	}

	private static DiscoveryResponse json(byte[] document) {
		return new DiscoveryResponse(200, Map.of("Content-Type", JSON), document, Compression.NEVER);
	}

}
