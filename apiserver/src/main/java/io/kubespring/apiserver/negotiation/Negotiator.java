package io.kubespring.apiserver.negotiation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.negotiation.Representation.Format;
import io.kubespring.apiserver.negotiation.Representation.Target;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the form of an answer from the {@code Accept} header, after
 * {@code k8s.io/apiserver/pkg/endpoints/handlers/negotiation}: a clause that asks for a
 * target the endpoint does not have is passed over. Answers to headers that were seen
 * before are remembered. Safe for use by several threads.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class Negotiator {

	/**
	 * For resources and their watches: objects, tables and metadata.
	 */
	public static final Negotiator RESOURCES = new Negotiator(
			Set.of(Target.OBJECT, Target.TABLE, Target.PARTIAL, Target.PARTIAL_LIST), List.of(Format.values()));

	/**
	 * For errors and documents, which have one form.
	 */
	public static final Negotiator DOCUMENTS = new Negotiator(Set.of(Target.OBJECT), List.of(Format.values()));

	/**
	 * For the list of all groups in its aggregated form, in which it is the only target.
	 */
	public static final Negotiator GROUP_DISCOVERY = new Negotiator(Set.of(Target.GROUP_DISCOVERY),
			List.of(Format.values()));

	private static final int MOST_REMEMBERED = 1000;

	private final Set<Target> targets;

	private final List<Format> formats;

	private final Map<String, Representation> remembered = new ConcurrentHashMap<>();

	private Negotiator(Set<Target> targets, List<Format> formats) {
		this.targets = targets;
		this.formats = formats;
	}

	/**
	 * Choose a form.
	 * @param accept the first {@code Accept} header, empty without one
	 * @return the form, not pretty unless the header says so
	 * @throws ApiStatusException 406 if the client accepts nothing that is spoken
	 */
	public Representation negotiate(String accept) {
		Representation found = find(accept);
		if (found == null) {
			throw ApiStatusException.notAcceptable("only the following media types are accepted: " + accepted());
		}
		return found;
	}

	/**
	 * Choose a form, if there is one.
	 * @param accept the first {@code Accept} header, empty without one
	 * @return the form as {@link #negotiate} chooses it, or {@code null} if the client
	 * accepts nothing that is spoken
	 */
	public @Nullable Representation find(String accept) {
		Representation known = this.remembered.get(accept);
		if (known == null) {
			known = choose(accept);
			if (known != null && this.remembered.size() < MOST_REMEMBERED) {
				this.remembered.put(accept, known);
			}
		}
		return known;
	}

	private String accepted() {
		return String.join(", ", this.formats.stream().map(Format::mediaType).toList());
	}

	private @Nullable Representation choose(String accept) {
		if (accept.isEmpty()) {
			return Representation.JSON;
		}
		for (AcceptClause clause : AcceptClause.parse(accept)) {
			for (Format format : this.formats) {
				if (clause.matches(format.mediaType())) {
					Representation representation = representation(clause, format);
					if (representation != null) {
						return representation;
					}
				}
			}
		}
		return null;
	}

	private @Nullable Representation representation(AcceptClause clause, Format format) {
		String metaVersion = clause.parameter("v");
		Target target = target(clause, metaVersion);
		String stream = clause.parameter("stream");
		boolean streamed = stream.isEmpty() || (stream.equals("watch") && format == Format.JSON);
		String serverVersion = clause.parameter("sv");
		boolean versioned = serverVersion.isEmpty()
				|| (serverVersion.equals("v1") && this.targets.contains(Target.TABLE));
		if (target == null || !this.targets.contains(target) || !streamed || !versioned) {
			return null;
		}
		return new Representation(format, target, (target != Target.OBJECT) ? metaVersion : "v1",
				clause.parameter("pretty").equals("1"));
	}

	private static @Nullable Target target(AcceptClause clause, String version) {
		String kind = clause.parameter("as");
		String group = clause.parameter("g");
		if (!clause.has("as", "g", "v")) {
			return Target.OBJECT;
		}
		if (group.equals("apidiscovery.k8s.io")) {
			return (kind.equals("APIGroupDiscoveryList") && version.equals("v2")) ? Target.GROUP_DISCOVERY : null;
		}
		if (!group.equals("meta.k8s.io") || !(version.equals("v1") || version.equals("v1beta1"))) {
			return null;
		}
		return switch (kind) {
			case "Table" -> Target.TABLE;
			case "PartialObjectMetadata" -> Target.PARTIAL;
			case "PartialObjectMetadataList" -> Target.PARTIAL_LIST;
			default -> null;
		};
	}

	/**
	 * Whether a route is found for a client, by the reference's router: it knows exact
	 * types and everything, and neither weights nor parameters.
	 * @param accept the first {@code Accept} header, empty without one
	 * @param mediaType what the route answers with
	 * @return {@code false} if the client is told that nothing is acceptable
	 */
	public static boolean routes(String accept, String mediaType) {
		if (accept.isEmpty()) {
			return true;
		}
		for (String clause : accept.split(",")) {
			String range = clause.split(";", 2)[0].strip();
			if (range.equals("*/*") || range.equals(mediaType)) {
				return true;
			}
		}
		return false;
	}

}
