package io.kubespring.apiserver.error;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Texts as {@code k8s.io/apimachinery/pkg/util/validation/field} has them.
 */
class FieldErrorsTests {

	private final FieldErrors errors = new FieldErrors();

	@Test
	void textsAreTheReferences() {
		FieldPath path = FieldPath.of("spec").child("items").index(2).child("byName").key("a");
		this.errors.required(path, "");
		this.errors.required("a", "name it");
		this.errors.invalid("a", "x\"y", "must not");
		this.errors.invalid("a", 5, "");
		this.errors.typeInvalid("a", true, "must be a number");
		this.errors.notSupported("a", "x", List.of("y", "z"));
		this.errors.notSupported("a", "x", List.of());
		this.errors.forbidden("a", "not now");
		this.errors.duplicate("a", "x");
		this.errors.notFound("a", "x");
		this.errors.tooLong("a", 10);
		this.errors.tooLong("a", 1);
		this.errors.tooLong("a", -1);
		this.errors.tooLongCharacters("a", 2);
		this.errors.tooShort("a", 1);
		this.errors.tooShort("a", -1);
		this.errors.tooMany("a", 3, 2);
		this.errors.tooMany("a", -1, 1);
		this.errors.tooMany("a", 3, -1);
		this.errors.tooFew("a", 0, 1);
		this.errors.internalError("a", "the list is not there");
		assertThat(this.errors.causes()).extracting(FieldErrorsTests::text)
			.containsExactly("FieldValueRequired|Required value|spec.items[2].byName[a]",
					"FieldValueRequired|Required value: name it|a",
					"FieldValueInvalid|Invalid value: \"x\\\"y\": must not|a", "FieldValueInvalid|Invalid value: 5|a",
					"FieldValueTypeInvalid|Invalid value: true: must be a number|a",
					"FieldValueNotSupported|Unsupported value: \"x\": supported values: \"y\", \"z\"|a",
					"FieldValueNotSupported|Unsupported value: \"x\"|a", "FieldValueForbidden|Forbidden: not now|a",
					"FieldValueDuplicate|Duplicate value: \"x\"|a", "FieldValueNotFound|Not found: \"x\"|a",
					"FieldValueTooLong|Too long: may not be more than 10 bytes|a",
					"FieldValueTooLong|Too long: may not be more than 1 byte|a",
					"FieldValueTooLong|Too long: value is too long|a",
					"FieldValueTooLong|Too long: may not be more than 2 characters|a",
					"FieldValueTooShort|Too short: must be at least 1 character|a",
					"FieldValueTooShort|Too short: value is too short|a",
					"FieldValueTooMany|Too many: 3: must have at most 2 items|a",
					"FieldValueTooMany|Too many: must have at most 1 item|a",
					"FieldValueTooMany|Too many: 3: has too many items|a",
					"FieldValueTooFew|Too few: 0: must have at least 1 item|a",
					"InternalError|Internal error: the list is not there|a");
	}

	@Test
	void valuesAreShownAsJson() {
		this.errors.duplicate("a", List.of("x", 1));
		this.errors.duplicate("a", new TreeMap<>(Map.of("k", List.of(true), "b", 2)));
		this.errors.duplicate("a", Thread.State.NEW);
		this.errors.duplicate("a", null);
		assertThat(this.errors.causes()).extracting(StatusCause::message)
			.containsExactly("Duplicate value: [\"x\",1]", "Duplicate value: {\"b\":2,\"k\":[true]}",
					"Duplicate value: \"NEW\"", "Duplicate value: null");
	}

	@Test
	void warningIsNoError() {
		FieldErrors all = new FieldErrors();
		this.errors.warn("spec.color: deprecated");
		all.addAll(this.errors);
		assertThat(all.isEmpty()).isTrue();
		assertThat(all.causes()).isEmpty();
		assertThat(all.warnings()).containsExactly("spec.color: deprecated");
	}

	private static String text(StatusCause cause) {
		return cause.reason() + "|" + cause.message() + "|" + cause.field();
	}

}
