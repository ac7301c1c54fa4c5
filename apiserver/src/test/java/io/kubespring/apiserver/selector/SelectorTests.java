package io.kubespring.apiserver.selector;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SelectorTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "a=b|a:b|true", "a=b|a:c|false", "a==b|a:b|true", "a!=b|-|true", "a!=b|a:b|false", "a|a:x|true",
					"a|-|false", "!a|-|true", "!a|a:x|false", "a in (x,y)|a:y|true", "a in (x,y)|-|false",
					"a notin (x,y)|-|true", "a notin (x,y)|a:x|false", "a>3|a:4|true", "a>3|a:3|false", "a<3|a:2|true",
					"a<3|a:x|false", "a=|a:|true", "a in (x,)|a:|true", "a in ()|a:|true", "a in ()|a:b|false",
					"a notin ()|a:b|true", "a = b , c|a:b;c:d|true", "in=notin|in:notin|true", "a=b,c=d|a:b|false" })
	void labelsAreMatchedAsTheReferenceMatchesThem(String selector, String labels, boolean matches) {
		assertThat(LabelSelector.parse(selector).matches(map(labels))).isEqualTo(matches);
	}

	private static Map<String, String> map(String labels) {
		Map<String, String> map = new HashMap<>();
		if (labels != null) {
			for (String label : labels.split(";")) {
				map.put(label.split(":", -1)[0], label.split(":", -1)[1]);
			}
		}
		return map;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "a=b=c|found '=', expected: ',' or 'end of string'",
			"a,|found '', expected: identifier after ','",
			"a x|unable to parse requirement: found 'x', expected: in, notin, =, ==, !=, gt, lt",
			"a in b|unable to parse requirement: found 'b' expected: '('",
			"=a|found '=', expected: !, identifier, or 'end of string'",
			"a>b|unable to parse requirement: values[0]: Invalid value: \"b\": for 'Gt', 'Lt' operators, the value must be"
					+ " an integer" })
	void malformedLabelSelectorsSayWhereAsTheReferenceDoes(String selector, String message) {
		assertThatExceptionOfType(SelectorSyntaxException.class).isThrownBy(() -> LabelSelector.parse(selector))
			.withMessage(message);
	}

	@Test
	void malformedLabelKeyIsNamed() {
		assertThatExceptionOfType(SelectorSyntaxException.class).isThrownBy(() -> LabelSelector.parse("-x=y"))
			.withMessageStartingWith(
					"unable to parse requirement: <nil>: Invalid value: \"-x\": name part must consist of alphanumeric");
	}

	@Test
	void orderAndSpaceDoNotMatterForEquality() {
		assertThat(LabelSelector.parse("b=1, a in (z,y)")).isEqualTo(LabelSelector.parse("a in (y,z),b==1"));
		assertThat(FieldSelector.parse("=,metadata.name=x,!=,==")).isEqualTo(FieldSelector.parse("metadata.name=x"));
		assertThat(FieldSelector.parse("=x")).isNotEqualTo(FieldSelector.parse(""));
		assertThat(FieldSelector.parse("metadata.namespace=n,metadata.name=x"))
			.isEqualTo(FieldSelector.parse("metadata.name==x,,metadata.namespace=n"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "metadata.name=a|true", "metadata.name!=a|false", "metadata.name=b|false",
			"metadata.name=a,metadata.namespace!=x|true" })
	void fieldsAreMatched(String selector, boolean matches) {
		assertThat(FieldSelector.parse(selector).matches((field) -> field.equals("metadata.name") ? "a" : "ns"))
			.isEqualTo(matches);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "metadata.name|invalid selector: 'metadata.name'; can't understand 'metadata.name'",
					"a=b\\x|invalid field selector: invalid escape sequence: \\x",
					"a=b=c|invalid field selector: unescaped character in value: 61" })
	void malformedFieldSelectorsSayWhereAsTheReferenceDoes(String selector, String message) {
		assertThatExceptionOfType(SelectorSyntaxException.class).isThrownBy(() -> FieldSelector.parse(selector))
			.withMessage(message);
	}

	@Test
	void escapesAreReadInFieldValues() {
		assertThat(FieldSelector.parse("a=b\\,c\\=d\\\\").exactMatch("a")).isEqualTo("b,c=d\\");
		assertThat(FieldSelector.parse("a!=b").exactMatch("a")).isNull();
	}

}
