package io.kubespring.apiserver.error;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Collects everything that is wrong with an object, after
 * {@code k8s.io/apimachinery/pkg/util/validation/field}. Not safe for use by several
 * threads.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class FieldErrors {

	private final List<StatusCause> causes = new ArrayList<>();

	private final List<String> warnings = new ArrayList<>();

	/**
	 * Report a value that breaks a rule.
	 * @param field the path of the field
	 * @param value the value as it should be shown: texts are quoted, numbers and
	 * booleans bare, lists and maps as JSON, anything else by its own text
	 * @param detail the rule
	 */
	public void invalid(CharSequence field, @Nullable Object value, String detail) {
		add("FieldValueInvalid", invalidValue(value, detail), field);
	}

	/**
	 * Report a value of the wrong type.
	 * @param field the path of the field
	 * @param value the value as it should be shown
	 * @param detail the rule
	 */
	public void typeInvalid(CharSequence field, @Nullable Object value, String detail) {
		add("FieldValueTypeInvalid", invalidValue(value, detail), field);
	}

	/**
	 * Report a missing value.
	 * @param field the path of the field
	 * @param detail the rule, may be empty
	 */
	public void required(CharSequence field, String detail) {
		add("FieldValueRequired", detail.isEmpty() ? "Required value" : "Required value: " + detail, field);
	}

	/**
	 * Report a value that is allowed nowhere or not now.
	 * @param field the path of the field
	 * @param detail the rule
	 */
	public void forbidden(CharSequence field, String detail) {
		add("FieldValueForbidden", detail.isEmpty() ? "Forbidden" : "Forbidden: " + detail, field);
	}

	/**
	 * Report a value outside a fixed set.
	 * @param field the path of the field
	 * @param value the value as it should be shown
	 * @param supported the values of the set, in order
	 */
	public void notSupported(CharSequence field, @Nullable Object value, List<String> supported) {
		String values = String.join(", ", supported.stream().map(GoQuote::quote).toList());
		add("FieldValueNotSupported",
				"Unsupported value: " + shown(value) + (values.isEmpty() ? "" : ": supported values: " + values),
				field);
	}

	/**
	 * Report a second occurrence of a value.
	 * @param field the path of the field
	 * @param value the value as it should be shown
	 */
	public void duplicate(CharSequence field, @Nullable Object value) {
		add("FieldValueDuplicate", "Duplicate value: " + shown(value), field);
	}

	/**
	 * Report a value that names something that is not there.
	 * @param field the path of the field
	 * @param value the value as it should be shown
	 */
	public void notFound(CharSequence field, @Nullable Object value) {
		add("FieldValueNotFound", "Not found: " + shown(value), field);
	}

	/**
	 * Report a value that is too long.
	 * @param field the path of the field
	 * @param maximum the longest length in bytes, negative if it is not told
	 */
	public void tooLong(CharSequence field, int maximum) {
		tooLong(field, maximum, "byte");
	}

	/**
	 * Report a text that is too long.
	 * @param field the path of the field
	 * @param maximum the longest length in characters, negative if it is not told
	 */
	public void tooLongCharacters(CharSequence field, int maximum) {
		tooLong(field, maximum, "character");
	}

	private void tooLong(CharSequence field, int maximum, String unit) {
		add("FieldValueTooLong",
				"Too long: " + ((maximum < 0) ? "value is too long" : "may not be more than " + counted(maximum, unit)),
				field);
	}

	/**
	 * Report a text that is too short.
	 * @param field the path of the field
	 * @param minimum the shortest length in characters, negative if it is not told
	 */
	public void tooShort(CharSequence field, int minimum) {
		add("FieldValueTooShort",
				"Too short: "
						+ ((minimum < 0) ? "value is too short" : "must be at least " + counted(minimum, "character")),
				field);
	}

	/**
	 * Report a list with too many items.
	 * @param field the path of the field
	 * @param actual how many there are, negative if it is not told
	 * @param maximum how many there may be, negative if it is not told
	 */
	public void tooMany(CharSequence field, int actual, int maximum) {
		add("FieldValueTooMany", quantity("Too many", actual,
				(maximum < 0) ? "has too many items" : "must have at most " + counted(maximum, "item")), field);
	}

	/**
	 * Report a list with too few items.
	 * @param field the path of the field
	 * @param actual how many there are, negative if it is not told
	 * @param minimum how many there must be, negative if it is not told
	 */
	public void tooFew(CharSequence field, int actual, int minimum) {
		add("FieldValueTooFew", quantity("Too few", actual,
				(minimum < 0) ? "has too few items" : "must have at least " + counted(minimum, "item")), field);
	}

	private static String quantity(String text, int actual, String detail) {
		return text + ((actual < 0) ? "" : ": " + actual) + ": " + detail;
	}

	private static String counted(int number, String unit) {
		return number + " " + unit + ((number == 1) ? "" : "s");
	}

	/**
	 * Report that a value could not be judged.
	 * @param field the path of the field
	 * @param detail why, as the client may know it
	 */
	public void internalError(CharSequence field, String detail) {
		add("InternalError", "Internal error: " + detail, field);
	}

	/**
	 * Tell the client something by a {@code Warning} header, if nothing is wrong
	 * otherwise. A warning is no error.
	 * @param text the text, such as {@code spec.color: deprecated, use spec.colors}
	 */
	public void warn(String text) {
		this.warnings.add(text);
	}

	/**
	 * All warnings in order.
	 * @return the texts
	 */
	public List<String> warnings() {
		return List.copyOf(this.warnings);
	}

	/**
	 * Report a cause as is.
	 * @param reason the cause's type
	 * @param message the cause's message
	 * @param field the path of the field
	 */
	public void add(String reason, String message, CharSequence field) {
		this.causes.add(new StatusCause(reason, message, field.toString()));
	}

	/**
	 * Report what others collected, warnings included.
	 * @param errors the errors
	 */
	public void addAll(FieldErrors errors) {
		this.causes.addAll(errors.causes);
		this.warnings.addAll(errors.warnings);
	}

	/**
	 * Whether nothing was reported.
	 * @return {@code true} without any report
	 */
	public boolean isEmpty() {
		return this.causes.isEmpty();
	}

	/**
	 * All reports in order.
	 * @return the causes
	 */
	public List<StatusCause> causes() {
		return List.copyOf(this.causes);
	}

	/**
	 * All reports in one text: as is for one, in brackets for several, each once.
	 * @return the text
	 */
	public String aggregate() {
		Set<String> texts = new LinkedHashSet<>();
		this.causes.forEach((cause) -> texts
			.add(cause.field().isEmpty() ? cause.message() : cause.field() + ": " + cause.message()));
		return (texts.size() == 1) ? texts.iterator().next() : "[" + String.join(", ", texts) + "]";
	}

	private static String invalidValue(@Nullable Object value, String detail) {
		return "Invalid value: " + shown(value) + (detail.isEmpty() ? "" : ": " + detail);
	}

	private static String shown(@Nullable Object value) {
		if (value instanceof CharSequence || value instanceof Enum<?>) {
			return GoQuote.quote(value.toString());
		}
		if (value instanceof Collection<?> items) {
			return items.stream().map(FieldErrors::shown).collect(Collectors.joining(",", "[", "]"));
		}
		if (value instanceof Map<?, ?> members) {
			return members.entrySet()
				.stream()
				.map((member) -> GoQuote.quote(String.valueOf(member.getKey())) + ":" + shown(member.getValue()))
				.sorted()
				.collect(Collectors.joining(",", "{", "}"));
		}
		return String.valueOf(value);
	}

}
