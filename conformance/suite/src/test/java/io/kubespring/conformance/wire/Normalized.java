package io.kubespring.conformance.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.kubespring.apiserver.codec.TreeCodec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Answers without what must differ between two servers: uids, times, continue tokens,
 * numbers of revisions, audit ids, and what each server calls its group. Everything else
 * stays as it came, to the byte. Four things are left out besides, because no two runs
 * would agree on them or because they are not there yet: how long a body is and how it is
 * framed, which follows from the rest; marks of priority and fairness; bookmarks that
 * come with time; and {@code managedFields}, which are recorded once there is server-side
 * apply.
 */
final class Normalized {

	private static final Set<String> IGNORED_HEADERS = Set.of("content-length", "transfer-encoding", ":status",
			"x-kubernetes-pf-flowschema-uid", "x-kubernetes-pf-prioritylevel-uid");

	private static final Set<String> VOLATILE_HEADERS = Set.of("audit-id", "date");

	private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

	private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";

	/**
	 * A quotation mark of a document that a message quotes, once or twice, as it stands
	 * in JSON.
	 */
	private static final String QUOTED = "(?:\\\\\\\\)?\\\\\"";

	private static final String AGE = "\\d+s|\\d+m(\\d+s)?";

	private final UnaryOperator<String> generalize;

	private final Oracle oracle;

	private final Revisions revisions = new Revisions();

	private Normalized(UnaryOperator<String> generalize, Oracle oracle) {
		this.generalize = generalize;
		this.oracle = oracle;
	}

	/**
	 * Normalize a conversation.
	 * @param generalize replaces what only this server is called
	 * @return the answers in the order of the exchanges
	 */
	static List<String> all(List<Exchange> conversation, UnaryOperator<String> generalize, Oracle oracle) {
		Normalized normalized = new Normalized(generalize, oracle);
		for (Exchange exchange : conversation) {
			for (String document : exchange.documents()) {
				JsonText json = JsonText.read(document);
				if (json != null) {
					normalized.revisions.see(json);
				}
			}
		}
		return conversation.stream().map(normalized::one).toList();
	}

	private String one(Exchange exchange) {
		StringBuilder text = new StringBuilder(exchange.status()).append('\n');
		exchange.headers().forEach((name, values) -> {
			if (!IGNORED_HEADERS.contains(name)) {
				// The aggregator repeats what it has set already.
				List<String> distinct = values.stream().distinct().toList();
				Object shown = VOLATILE_HEADERS.contains(name) ? "*" : String.join(" | ", distinct);
				text.append(name).append(": ").append(shown).append('\n');
			}
		});
		text.append('\n');
		for (String document : exchange.documents()) {
			text.append(document(document));
		}
		return this.generalize.apply(text.toString());
	}

	private String document(String document) {
		JsonText json = JsonText.read(document);
		if (json == null || document.isBlank()) {
			return yaml(document);
		}
		if ("BOOKMARK".equals(json.at("/type")) && json.leaves().stream().noneMatch(Normalized::endsInitialEvents)) {
			return "";
		}
		String text = replaced(document, json);
		return (this.oracle == Oracle.SAMPLE_APISERVER) ? sorted(text) : text;
	}

	private static boolean endsInitialEvents(JsonText.Leaf leaf) {
		return leaf.path().endsWith("/k8s.io~1initial-events-end");
	}

	/**
	 * The members of Go's types come in the order of their declaration, ours by name;
	 * only a Status is of the same type in both.
	 */
	private static String sorted(String text) {
		JsonNode tree = TreeCodec.SHARED.readTree(text.getBytes(StandardCharsets.UTF_8));
		if (!tree.isObject() || tree.path("kind").asString("").equals("Status")) {
			return text;
		}
		String sorted = new String(TreeCodec.SHARED.write(tree), StandardCharsets.UTF_8);
		return (text.contains("\n  \"") ? "(indented) " : "") + sorted + (text.endsWith("\n") ? "\n" : "");
	}

	private String replaced(String document, JsonText json) {
		List<Piece> pieces = new ArrayList<>();
		for (JsonText.Leaf leaf : json.leaves()) {
			String name = replacement(json, leaf);
			if (name != null) {
				pieces.add(new Piece(leaf.start(), leaf.end(), name));
			}
		}
		json.fieldOwners().forEach((range) -> pieces.add(new Piece(range[0], range[1], "")));
		pieces.sort(Comparator.comparingInt(Piece::start).reversed());
		StringBuilder text = new StringBuilder(document);
		pieces.forEach((piece) -> text.replace(piece.start(), piece.end(), piece.text()));
		return text.toString();
	}

	private @Nullable String replacement(JsonText json, JsonText.Leaf leaf) {
		String value = leaf.value();
		String prefix = json.at(leaf.parent() + "/generateName");
		return switch (leaf.name()) {
			case "resourceVersion" -> this.revisions.name(json, leaf);
			case "uid" -> value.matches(UUID) ? "UID" : null;
			case "creationTimestamp", "deletionTimestamp" -> value.matches(TIME) ? "TIME" : null;
			case "continue" -> value.isEmpty() ? null : "TOKEN";
			case "message" -> message(document(json, leaf));
			case "name" -> (prefix != null && value.length() == prefix.length() + 5) ? prefix + "?????" : null;
			default -> isAge(leaf) ? "AGE" : null;
		};
	}

	private static boolean isAge(JsonText.Leaf leaf) {
		return leaf.path().matches(".*/rows/\\d+/cells/\\d+") && leaf.value().matches(AGE + "|" + TIME);
	}

	private static String document(JsonText json, JsonText.Leaf leaf) {
		return json.text().substring(leaf.start(), leaf.end());
	}

	/**
	 * A message that quotes uids, revisions or times.
	 */
	private static String message(String text) {
		return text.replaceAll(UUID, "UID")
			.replaceAll(QUOTED + "managedFields" + QUOTED + ":\\[.*?\\],(?=" + QUOTED + "name)", "")
			.replaceAll("(" + QUOTED + "resourceVersion" + QUOTED + ":" + QUOTED + ")\\d+", "$1RV")
			.replaceAll("(" + QUOTED + "creationTimestamp" + QUOTED + ":" + QUOTED + ")" + TIME, "$1TIME")
			.replaceAll("(ResourceVersion in (?:record|the precondition)) \\(\\d+\\)", "$1 (RV)")
			.replaceAll("(too old resource version: \\d+) \\(\\d+\\)", "$1 (RV)")
			.replaceAll("Too large resource version: \\d+, current: \\d+",
					"Too large resource version: RV, current: RV");
	}

	private static String yaml(String text) {
		return text.replaceAll("(?m)^( *- | *)uid: " + UUID + "$", "$1uid: UID")
			.replaceAll("(?m)^( *- | *)(creationTimestamp|deletionTimestamp): \"" + TIME + "\"$", "$1$2: TIME")
			.replaceAll("(?m)^( *- )(" + AGE + ")$", "$1AGE")
			.replaceAll("(?m)^( *- | *)resourceVersion: \"\\d+\"$", "$1resourceVersion: RV")
			.replaceAll("(?m)^( *- )(" + AGE + ")$", "$1AGE")
			.replaceAll("(?m)^( *)managedFields:\\n(?:\\1(?:-| ).*\\n)*", "");
	}

	/**
	 * A piece of a text and what stands in its place.
	 */
	private record Piece(int start, int end, String text) {

	}

}
