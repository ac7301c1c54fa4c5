package io.kubespring.conformance.harmless;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the cluster says of a server in trouble, without what tells two servers apart.
 */
final class Outcome {

	private final Subject subject;

	private final Map<String, String> said = new TreeMap<>();

	Outcome(Subject subject) {
		this.subject = subject;
	}

	void add(String what, String text) {
		this.said.put(what, this.subject.anonymous(text));
	}

	/**
	 * What the namespace's controller says of this server, among what it says.
	 */
	void addHeld(String what, String conditions) {
		List<String> own = new ArrayList<>();
		Matcher mention = Pattern.compile(Pattern.quote(this.subject.groupVersion()) + ": [^,\\n]+")
			.matcher(conditions);
		while (mention.find()) {
			own.add(mention.group());
		}
		add(what, conditions.split(" ", 3)[1] + ": " + String.join("; ", own));
	}

	Map<String, String> said() {
		return this.said;
	}

}
