package io.kubespring.conformance.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the texts of a conversation may refer to: {@code RV(name)} and {@code UID(name)}
 * are those of an object of the request's collection as it is now, {@code RV()} is the
 * collection's and {@code RV(+5)} one that lies so much ahead; {@code CONTINUE} is the
 * last continue token that was answered and {@code LAST_RV} the last revision;
 * {@code KEPT(x)} is what a scenario kept under that name.
 */
final class Variables {

	private static final Pattern CALL = Pattern.compile("(RV|UID|KEPT)\\(([^)]*)\\)");

	private static final Pattern COLLECTION = Pattern
		.compile("(/apis/[^/]+/[^/]+/(?:namespaces/[^/]+/)?(?:widgets|gadgets|flunders|fischers)).*");

	private final UnaryOperator<String> get;

	private final Map<String, String> kept = new HashMap<>();

	private String token = "";

	private String revision = "";

	/**
	 * Create the variables of a conversation.
	 * @param get sends a GET to a path and gives the body
	 */
	Variables(UnaryOperator<String> get) {
		this.get = get;
	}

	String resolve(String text, String path) {
		String known = text.replace("CONTINUE", this.token).replace("LAST_RV", this.revision);
		Matcher matcher = CALL.matcher(known);
		StringBuilder resolved = new StringBuilder();
		while (matcher.find()) {
			matcher.appendReplacement(resolved,
					Matcher.quoteReplacement(value(matcher.group(1), matcher.group(2), path)));
		}
		return matcher.appendTail(resolved).toString();
	}

	private String value(String what, String name, String path) {
		if (what.equals("KEPT")) {
			return this.kept.getOrDefault(name, "nothing-kept");
		}
		Matcher collection = COLLECTION.matcher(path);
		if (!collection.matches()) {
			throw new IllegalArgumentException(path + " is in no collection");
		}
		boolean one = !name.isEmpty() && !name.startsWith("+");
		JsonText body = JsonText.read(this.get.apply(collection.group(1) + (one ? "/" + name : "?limit=1")));
		String value = (body != null) ? body.at(what.equals("RV") ? "/metadata/resourceVersion" : "/metadata/uid")
				: null;
		String known = (value != null) ? value : "0";
		return name.startsWith("+") ? String.valueOf(Long.parseLong(known) + Long.parseLong(name.substring(1))) : known;
	}

	/**
	 * Remember what an answer says.
	 */
	void answered(Scenario scenario, String body) {
		JsonText json = JsonText.read(body);
		if (json == null) {
			return;
		}
		String next = json.at("/metadata/continue");
		String at = json.at("/metadata/resourceVersion");
		this.token = (next != null && !next.isEmpty()) ? next : this.token;
		this.revision = (at != null) ? at : this.revision;
		scenario.kept().forEach((name, pointer) -> {
			String value = json.at(pointer);
			this.kept.put(name, (value != null) ? value : "");
		});
	}

}
