package io.kubespring.apiserver.selector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A conjunction of conditions on fields; immutable, equal when the conditions are. Syntax
 * and messages follow {@code k8s.io/apimachinery/pkg/fields}.
 *
 * @param terms the conditions in the order of their texts
 * @author The kubespring authors
 * @since 0.1.0
 */
public record FieldSelector(List<Term> terms) {

	/**
	 * The selector that selects everything.
	 */
	public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

	private static final List<String> OPERATORS = List.of("!=", "==", "=");

	public FieldSelector {
		terms = terms.stream().sorted(Comparator.comparing(Term::toString)).toList();
	}

	/**
	 * Read a selector.
	 * @param text the text, empty for everything
	 * @return the selector
	 * @throws SelectorSyntaxException if the text cannot be read
	 */
	public static FieldSelector parse(String text) {
		if (text.isEmpty()) {
			return EVERYTHING;
		}
		List<Term> terms = new ArrayList<>();
		for (String part : split(text)) {
			Term term = part.isEmpty() ? null : term(text, part);
			if (term != null && !(term.field().isEmpty() && term.value().isEmpty())) {
				terms.add(term);
			}
		}
		return terms.isEmpty() ? EVERYTHING : new FieldSelector(terms);
	}

	private static List<String> split(String text) {
		List<String> parts = new ArrayList<>();
		int start = 0;
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (character == '\\') {
				i++;
			}
			else if (character == ',') {
				parts.add(text.substring(start, i));
				start = i + 1;
			}
		}
		parts.add(text.substring(start));
		return parts;
	}

	private static Term term(String text, String part) {
		for (int i = 0; i < part.length(); i++) {
			for (String operator : OPERATORS) {
				if (part.startsWith(operator, i)) {
					return new Term(part.substring(0, i), !operator.equals("!="),
							unescape(part.substring(i + operator.length())));
				}
			}
		}
		throw new SelectorSyntaxException("invalid selector: '" + text + "'; can't understand '" + part + "'");
	}

	private static String unescape(String value) {
		if (value.indexOf('\\') < 0 && value.indexOf('=') < 0) {
			return value;
		}
		StringBuilder plain = new StringBuilder(value.length());
		for (int i = 0; i < value.length(); i++) {
			char character = value.charAt(i);
			if (character == '\\') {
				char escaped = (++i < value.length()) ? value.charAt(i) : 0;
				if (escaped != '\\' && escaped != ',' && escaped != '=') {
					throw new SelectorSyntaxException("invalid field selector: invalid escape sequence: "
							+ ((escaped == 0) ? "\\" : "\\" + escaped));
				}
				plain.append(escaped);
			}
			else if (character == '=' || character == ',') {
				throw new SelectorSyntaxException(
						"invalid field selector: unescaped character in value: " + (int) character);
			}
			else {
				plain.append(character);
			}
		}
		return plain.toString();
	}

	/**
	 * Whether fields fulfil all conditions.
	 * @param fields gives a field's value, {@code null} counts as empty
	 * @return {@code true} if they do
	 */
	public boolean matches(Function<String, @Nullable String> fields) {
		for (Term term : this.terms) {
			@Nullable String value = fields.apply(term.field());
			if (term.value().equals((value != null) ? value : "") != term.equal()) {
				return false;
			}
		}
		return true;
	}

	/**
	 * The value that a field must have.
	 * @param field the field
	 * @return the value, or {@code null} if several or none will do
	 */
	public @Nullable String exactMatch(String field) {
		for (Term term : this.terms) {
			if (term.equal() && term.field().equals(field)) {
				return term.value();
			}
		}
		return null;
	}

	/**
	 * The fields that conditions speak of.
	 * @return the fields, sorted
	 */
	public Set<String> fields() {
		Set<String> fields = new TreeSet<>();
		this.terms.forEach((term) -> fields.add(term.field()));
		return fields;
	}

	/**
	 * Whether everything is selected.
	 * @return {@code true} without any condition
	 */
	public boolean isEmpty() {
		return this.terms.isEmpty();
	}

	/**
	 * One condition on a field.
	 *
	 * @param field the field
	 * @param equal whether the value must be equal, or must not
	 * @param value the value
	 */
	public record Term(String field, boolean equal, String value) {

		@Override
		public String toString() {
			return this.field + (this.equal ? "=" : "!=") + this.value;
		}

	}

}
