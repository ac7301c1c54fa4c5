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
		Representation known = this.remembered.get(accept);
		if (known == null) {
			known = choose(accept);
			if (known == null) {
				throw ApiStatusException.notAcceptable("only the following media types are accepted: " + accepted());
			}
			if (this.remembered.size() < MOST_REMEMBERED) {
				this.remembered.put(accept, known);
			}
		}
		return known;
	}

	private String accepted() {
		return String.join(", ", this.formats.stream().map(Format::mediaType).toList());
	}

	private @Nullable Representation choose(String accept) {
		if (accept.isBlank()) {
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
		if (target == null || !this.targets.contains(target) || !streamed) {
			return null;
		}
		return new Representation(format, target, (target != Target.OBJECT) ? metaVersion : "v1",
				clause.parameter("pretty").equals("1"));
	}

	private static @Nullable Target target(AcceptClause clause, String version) {
		String kind = clause.parameter("as");
		String group = clause.parameter("g");
		if (kind.isEmpty() && group.isEmpty() && version.isEmpty()) {
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
	 * Whether any clause asks for the list of all groups in its aggregated form.
	 * @param accept the first {@code Accept} header, empty without one
	 * @return {@code true} if one does
	 */
	public static boolean asksForGroupDiscovery(String accept) {
		return accept.contains("APIGroupDiscoveryList") && AcceptClause.parse(accept)
			.stream()
			.anyMatch((clause) -> target(clause, clause.parameter("v")) == Target.GROUP_DISCOVERY);
	}

}
