package io.kubespring.apiserver.strategy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.kubespring.apiserver.codec.TreeCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PrinterCell} and {@link JsonPath}. The rows are what the table
 * convertor of {@code apiextensions-apiserver} shows for the same object and path.
 */
class PrinterCellTests {

	private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

	private static final ObjectNode OBJECT = TreeCodec.SHARED.readObject("""
			{"apiVersion": "a/v1", "kind": "K",
			"metadata": {"name": "n", "labels": {"a.b/c": "dotted", "app": "x"}},
			"spec": {"text": "t", "int": 5, "neg": -3, "float": 1.5, "whole": 2.0, "million": 1000000.0,
			"big": 123456789.5, "small": 0.00001, "huge": 1e22, "long": 9007199254740993, "flag": true,
			"none": null, "empty": "", "obj": {"b": 1, "a": "x<y"}, "list": ["p", "q", 3],
			"floats": [1000000.0, 1e22, 0.00001],
			"nested": [{"type": "Ready", "status": "True", "n": 1}, {"type": "Other", "status": "False", "n": 2}],
			"emptylist": [], "ints": [1, 2, 3], "\u00fcn\u00ef": "u", "past": "2020-01-01T00:00:00Z",
			"bad": "yesterday", "future": "2999-01-01T00:00:00Z", "frac": "2020-01-01T00:00:00.5Z",
			"off": "2020-01-01T02:00:00+02:00", "short": "2020-01-01T00:00Z", "lower": "2020-01-01t00:00:00z",
			"day": "2020-02-31T00:00:00Z", "zero": "0001-01-01T00:00:00Z", "old": "0002-01-01T00:00:00Z",
			"nulltext": "null", "it's": "quote"}}
			""".getBytes(StandardCharsets.UTF_8));

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "null", value = {
	// @formatter:off
			".spec.text | t", ".spec.int | 5", ".spec.neg | -3", ".spec.float | 1.5", ".spec.whole | 2",
			".spec.million | 1000000", ".spec.big | 1.234567895e+08", ".spec.small | 1e-05", ".spec.huge | 1e+22",
			".spec.long | 9007199254740993", ".spec.flag | true", ".spec.none | <no value>", ".spec.none.x | null",
			".spec.empty | ``", ".spec.obj | {\"a\":\"x\\u003cy\",\"b\":1}", ".spec.list | [\"p\",\"q\",3]",
			".spec.missing | null", ".spec.text.x | null", ".spec.emptylist | []",
			".spec.floats | [1000000,1e+22,0.00001]",
			".spec.list[0] | p", ".spec.list[2] | 3", ".spec.list[-1] | 3", ".spec.list[3] | null",
			".spec.list[-4] | null", ".spec.list[*] | p", ".spec.list[0:2] | p", ".spec.list[1:] | q",
			".spec.list[:1] | p", ".spec.list[::2] | p", ".spec.list[0,1] | p", ".spec.list[01] | q",
			".spec.emptylist[0] | null", ".spec.emptylist[*] | null", ".spec.text[0] | null",
			".spec.obj[0] | null", ".spec.obj[*] | null", ".spec.none[0] | null",
			".spec.nested[*].type | Ready", ".spec.nested[1].n | 2",
			".spec.nested[?(@.type==\"Ready\")].status | True", ".spec.nested[?(@.type=='Ready')].status | True",
			".spec.nested[?(@.n==2)].type | Other", ".spec.nested[?(@.n>1)].type | Other",
			".spec.nested[?(@.n<=1)].type | Ready", ".spec.nested[?(@.type!=\"Ready\")].type | Other",
			".spec.nested[?(@.missing)].type | null", ".spec.nested[?(@.status)].type | Ready",
			".spec.nested[?(@.type==\"Nope\")].status | null", ".spec.text[?(@.type==\"Ready\")].status | null",
			".spec.missing[?(@.type==\"Ready\")].status | null", ".spec.none[?(@.a==\"b\")] | null",
			".spec.nested[?(@.type == \"Ready\")].status | True",
			".spec.nested[?( @.type == 'Ready' )].status | True", ".spec.nested[?(@.n==\"2\")].type | null",
			".spec.nested[?(@.a.b==1)].type | null",
			".spec['text'] | t", ".metadata.labels['a.b/c'] | null", ".metadata.labels['a\\.b/c'] | dotted",
			".metadata.labels.a\\.b/c | dotted", ".metadata.labels.app | x", ".spec..type | Ready", "..text | t",
			".spec.\u00fcn\u00ef | u", "`.spec.text ` | t", ".spec.it's | quote", ".metadata.name | n"
	// @formatter:on
	})
	void textColumnShowsWhatTheReferenceShows(String path, String expected) {
		assertThat(cell(path, "string")).isEqualTo(
				(expected != null) ? "\"" + expected.replace("\\", "\\\\").replace("\"", "\\\"") + "\"" : "null");
	}

	@ParameterizedTest
	@CsvSource({ ".spec.int, 5, 5", ".spec.neg, -3, -3", ".spec.float, 1, 1.5", ".spec.whole, 2, 2",
			".spec.million, 1000000, 1000000", ".spec.big, 123456789, 123456789.5", ".spec.small, 0, 0.000010",
			".spec.long, 9007199254740993, 9007199254740992", ".spec.list[2], 3, 3", ".spec.ints[0], 1, 1",
			".spec.text, null, null", ".spec.flag, null, null", ".spec.none, null, null", ".spec.missing, null, null",
			".spec.obj, null, null", ".spec.list, null, null", ".spec.past, null, null" })
	void numericColumnsShowNumbersOnly(String path, String integer, String number) {
		assertThat(cell(path, "integer")).isEqualTo(integer);
		assertThat(cell(path, "number")).satisfiesAnyOf((shown) -> assertThat(shown).isEqualTo(number),
				(shown) -> assertThat(Double.parseDouble(shown)).isEqualTo(Double.parseDouble(number)));
	}

	@ParameterizedTest
	@CsvSource({ ".spec.flag, true", ".spec.text, null", ".spec.int, null", ".spec.missing, null" })
	void booleanColumnShowsBooleansOnly(String path, String expected) {
		assertThat(cell(path, "boolean")).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ ".spec.past, 6y330d", ".spec.frac, 6y330d", ".spec.off, 6y330d", ".spec.old, 292y",
			".spec.empty, <unknown>", ".spec.nulltext, <unknown>", ".spec.zero, <unknown>", ".spec.text, <invalid>",
			".spec.bad, <invalid>", ".spec.future, <invalid>", ".spec.short, <invalid>", ".spec.lower, <invalid>",
			".spec.day, <invalid>", ".spec.list[0], <invalid>", ".spec.int, null", ".spec.none, null",
			".spec.missing, null" })
	void dateColumnShowsAnAge(String path, String expected) {
		assertThat(cell(path, "date")).isEqualTo(expected.equals("null") ? "null" : "\"" + expected + "\"");
	}

	@Test
	void ageMovesWithTheTimeWhereTheValueWasPreparedOnce() {
		PrinterCell.Value value = PrinterCell.of(PrinterColumnValues.of(".spec.past", "date")).of(OBJECT);
		assertThat(value.at(Instant.parse("2020-01-01T00:00:03Z")).stringValue()).isEqualTo("3s");
		assertThat(value.at(Instant.parse("2020-01-01T00:03:04Z")).stringValue()).isEqualTo("3m4s");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "spec.text", "{.spec.text}", ".", ".spec.", ".spec[", ".spec[x]", ".spec[]",
			".spec[\"text\"]", ".spec['it\\'s']", ".spec.list[ 0 ]", ".spec.list[+1]", ".spec.list[-]",
			".spec.list[::0]", ".spec.text,.spec.int", ".spec.text}", ".spec.sp ace",
			".spec.nested[?(@.type==\"Ready\" && @.n==1)].type", ".spec.nested[?(@.type==Ready)].type",
			".spec.nested[?(@.type=\"Ready\")].type", ".spec.nested[?(@.type==\"Ready\"].type" })
	void pathThatLeadsNowhereIsRefused(String path) {
		assertThatIllegalArgumentException().isThrownBy(() -> JsonPath.parse(path))
			.withMessageStartingWith("the path '");
	}

	@Test
	void columnOfUnknownTypeIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> PrinterCell.of(PrinterColumnValues.of(".spec", "int")))
			.withMessage("the type 'int' of the column 'Column' is none of integer, number, string, boolean and date");
	}

	@Test
	void columnOfUnknownFormatIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PrinterCell.of(new PrinterColumnValues("Size", ".spec", "integer", "short", "", 0)))
			.withMessageStartingWith("the format 'short' of the column 'Size' is none of");
	}

	@Test
	void columnWithoutNameIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PrinterCell.of(new PrinterColumnValues("", ".spec.x", "string", "", "", 0)))
			.withMessage("the column of '.spec.x' has no name");
	}

	private static String cell(String path, String type) {
		return PrinterCell.of(PrinterColumnValues.of(path, type)).of(OBJECT).at(NOW).toString();
	}

}
