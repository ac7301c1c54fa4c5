package io.kubespring.apiserver.error;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

	/**
	 * Report a value that breaks a rule.
	 * @param field the path of the field
	 * @param value the value as it should be shown: texts are quoted, numbers and
	 * booleans bare, anything else by its own text
	 * @param detail the rule
	 */
	public void invalid(String field, @Nullable Object value, String detail) {
		add("FieldValueInvalid", "Invalid value: " + shown(value) + ": " + detail, field);
	}

	/**
	 * Report a value of the wrong type.
	 * @param field the path of the field
	 * @param value the value as it should be shown
	 * @param detail the rule
	 */
	public void typeInvalid(String field, @Nullable Object value, String detail) {
		add("FieldValueTypeInvalid", "Invalid value: " + shown(value) + ": " + detail, field);
	}

	/**
	 * Report a missing value.
	 * @param field the path of the field
	 * @param detail the rule, may be empty
	 */
	public void required(String field, String detail) {
		add("FieldValueRequired", detail.isEmpty() ? "Required value" : "Required value: " + detail, field);
	}

	/**
	 * Report a value that is allowed nowhere or not now.
	 * @param field the path of the field
	 * @param detail the rule
	 */
	public void forbidden(String field, String detail) {
		add("FieldValueForbidden", "Forbidden: " + detail, field);
	}

	/**
	 * Report a value outside a fixed set.
	 * @param field the path of the field
	 * @param value the value as it should be shown
	 * @param supported the values of the set, in order
	 */
	public void notSupported(String field, @Nullable Object value, List<String> supported) {
		add("FieldValueNotSupported", "Unsupported value: " + shown(value) + ": supported values: "
				+ String.join(", ", supported.stream().map(GoQuote::quote).toList()), field);
	}

	/**
	 * Report a second occurrence of a value.
	 * @param field the path of the field
	 * @param value the value as it should be shown
	 */
	public void duplicate(String field, @Nullable Object value) {
		add("FieldValueDuplicate", "Duplicate value: " + shown(value), field);
	}

	/**
	 * Report a value that is too long.
	 * @param field the path of the field
	 * @param maximum the longest length in bytes
	 */
	public void tooLong(String field, int maximum) {
		add("FieldValueTooLong", "Too long: may not be more than " + maximum + " bytes", field);
	}

	/**
	 * Report a cause as is.
	 * @param reason the cause's type
	 * @param message the cause's message
	 * @param field the path of the field
	 */
	public void add(String reason, String message, String field) {
		this.causes.add(new StatusCause(reason, message, field));
	}

	/**
	 * Report what others collected.
	 * @param errors the errors
	 */
	public void addAll(FieldErrors errors) {
		this.causes.addAll(errors.causes);
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

	private static String shown(@Nullable Object value) {
		return (value instanceof CharSequence text) ? GoQuote.quote(text.toString()) : String.valueOf(value);
	}

}
