package io.kubespring.apiserver.selector;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A conjunction of conditions on labels; immutable, equal when the conditions are. Syntax
 * and messages follow {@code k8s.io/apimachinery/pkg/labels}.
 *
 * @param requirements the conditions in the order of their keys
 * @author The kubespring authors
 * @since 0.1.0
 */
public record LabelSelector(List<Requirement> requirements) {

	/**
	 * The selector that selects everything.
	 */
	public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

	public LabelSelector {
		requirements = requirements.stream().sorted(Comparator.comparing(Requirement::key)).toList();
	}

	/**
	 * Read a selector.
	 * @param text the text, empty for everything
	 * @return the selector
	 * @throws SelectorSyntaxException if the text cannot be read
	 */
	public static LabelSelector parse(String text) {
		return text.isEmpty() ? EVERYTHING : new LabelSelector(new LabelSelectorParser(text).parse());
	}

	/**
	 * Whether labels fulfil all conditions.
	 * @param labels the labels
	 * @return {@code true} if they do
	 */
	public boolean matches(Map<String, String> labels) {
		for (Requirement requirement : this.requirements) {
			if (!requirement.matches(labels)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Whether everything is selected.
	 * @return {@code true} without any condition
	 */
	public boolean isEmpty() {
		return this.requirements.isEmpty();
	}

}
