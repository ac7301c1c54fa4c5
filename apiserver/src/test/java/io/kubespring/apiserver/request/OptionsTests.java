package io.kubespring.apiserver.request;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.ListOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OptionsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"false|resourceVersionMatch=Exact|resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless"
					+ " resourceVersion is provided",
			"false|resourceVersion=0&resourceVersionMatch=Exact|resourceVersionMatch: Forbidden: resourceVersionMatch"
					+ " \"exact\" is forbidden for resourceVersion \"0\"",
			"false|resourceVersion=5&resourceVersionMatch=Foo|resourceVersionMatch: Unsupported value: \"Foo\": supported"
					+ " values: \"Exact\", \"NotOlderThan\", \"\"",
			"false|sendInitialEvents=true|sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list",
			"true|sendInitialEvents=true|resourceVersionMatch: Forbidden: sendInitialEvents requires setting"
					+ " resourceVersionMatch to NotOlderThan",
			"true|resourceVersionMatch=NotOlderThan&resourceVersion=5|resourceVersionMatch: Forbidden:"
					+ " resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided",
			"true|sendInitialEvents=true&resourceVersionMatch=Exact|[resourceVersionMatch: Forbidden: sendInitialEvents"
					+ " requires setting resourceVersionMatch to NotOlderThan, resourceVersionMatch: Unsupported value:"
					+ " \"Exact\": supported values: \"NotOlderThan\"]",
			"true|resourceVersionMatch=x&continue=y|[resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for"
					+ " watch unless sendInitialEvents is provided, resourceVersionMatch: Unsupported value: \"x\":"
					+ " supported values: \"NotOlderThan\", resourceVersionMatch: Forbidden: resourceVersionMatch is"
					+ " forbidden when continue is provided]",
			"true|continue=x|resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden when continue is provided" })
	void contradictionsAreRefusedInTheWordsOfTheReference(boolean watch, String query, String message) {
		assertThatExceptionOfType(ApiStatusException.class)
			.isThrownBy(() -> ListOptionsDecoder.decode(QueryParameters.parse(query), watch, false))
			.withMessage("ListOptions.meta.k8s.io \"\" is invalid: " + message)
			.satisfies((ex) -> assertThat(ex.status().details().kind()).isEqualTo("ListOptions"));
	}

	@Test
	void watchFromNothingBecomesAWatchList() {
		ListOptions options = ListOptionsDecoder.decode(QueryParameters.parse("watch=1"), true, false);
		assertThat(options.sendInitialEvents()).isTrue();
		assertThat(options.resourceVersionMatch()).isEqualTo("NotOlderThan");
		assertThat(
				ListOptionsDecoder.decode(QueryParameters.parse("resourceVersion=5"), true, false).sendInitialEvents())
			.isNull();
		assertThat(ListOptionsDecoder.decode(QueryParameters.NONE, true, true).sendInitialEvents()).isNull();
	}

	@Test
	void deprecatedPathHasTheOptionsOfAListUnlessTheParameterSaysOtherwise() {
		assertThatExceptionOfType(ApiStatusException.class)
			.isThrownBy(() -> ListOptionsDecoder
				.decode(QueryParameters.parse("sendInitialEvents=true&resourceVersionMatch=NotOlderThan"), true, true))
			.withMessage("ListOptions.meta.k8s.io \"\" is invalid: [resourceVersionMatch: Forbidden:"
					+ " resourceVersionMatch is forbidden unless resourceVersion is provided, sendInitialEvents:"
					+ " Forbidden: sendInitialEvents is forbidden for list]");
		ListOptions options = ListOptionsDecoder.decode(QueryParameters.parse("watch=1"), true, true);
		assertThat(options.watch()).isTrue();
		assertThat(options.sendInitialEvents()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "limit=a&timeoutSeconds=b|strconv.ParseInt: parsing \"b\": invalid syntax",
					"labelSelector=a=b=c&limit=a|strconv.ParseInt: parsing \"a\": invalid syntax",
					"fieldSelector=foo&labelSelector=a=b=c|found '=', expected: ',' or 'end of string'",
					"fieldSelector=foo&sendInitialEvents=true|invalid selector: 'foo'; can't understand 'foo'" })
	void firstMistakeInTheOrderOfReadingIsTold(String query, String message) {
		assertThatExceptionOfType(ApiStatusException.class)
			.isThrownBy(() -> ListOptionsDecoder.decode(QueryParameters.parse(query), true, false))
			.withMessage(message)
			.satisfies((ex) -> assertThat(ex.status().code()).isEqualTo(400));
	}

	@Test
	void resourceVersionsHave64Bits() {
		assertThat(ResourceVersions.parse("18446744073709551615", "")).isEqualTo(Long.MAX_VALUE);
		assertThatExceptionOfType(ApiStatusException.class)
			.isThrownBy(() -> ResourceVersions.parse("18446744073709551616", ""))
			.withMessage("resourceVersion: Invalid value: \"18446744073709551616\": strconv.ParseUint: parsing"
					+ " \"18446744073709551616\": value out of range");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "limit=abc|strconv.ParseInt: parsing \"abc\": invalid syntax",
			"limit=|strconv.ParseInt: parsing \"\": invalid syntax",
			"timeoutSeconds=%D9%A1|strconv.ParseInt: parsing \"\u0661\": invalid syntax",
			"timeoutSeconds=99999999999999999999|strconv.ParseInt: parsing \"99999999999999999999\": value out of range" })
	void numbersAreReadAsGoReadsThem(String query, String message) {
		assertThatExceptionOfType(ApiStatusException.class)
			.isThrownBy(() -> ListOptionsDecoder.decode(QueryParameters.parse(query), false, false))
			.withMessage(message)
			.satisfies((ex) -> assertThat(ex.status().code()).isEqualTo(400));
	}

	@Test
	void pairsThatCannotBeDecodedAreDropped() {
		QueryParameters query = QueryParameters.parse("a=%zz&b=1;c=2&d=%41+b&e&d=2");
		assertThat(query.has("a")).isFalse();
		assertThat(query.has("b")).isFalse();
		assertThat(query.all("d")).containsExactly("A b", "2");
		assertThat(query.flag("e")).isTrue();
		assertThat(query.flag("missing")).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"CreateOptions|dryRun=yes|dryRun: Unsupported value: [\"yes\"]: supported values:" + " \"All\"",
			"CreateOptions|fieldValidation=Bad|fieldValidation: Unsupported value: \"Bad\": supported values:"
					+ " \"\", \"Ignore\", \"Strict\", \"Warn\"",
			"PatchOptions|force=true|force: Forbidden: may not be specified for non-apply patch",
			"UpdateOptions|fieldManager=a%0Ab|fieldManager: Invalid value: \"a\\nb\": invalid character U+000A (at position"
					+ " 1)" })
	void writeOptionsAreValidated(String kind, String query, String message) {
		assertThatExceptionOfType(ApiStatusException.class)
			.isThrownBy(() -> WriteOptions.decode(kind, QueryParameters.parse(query), ""))
			.withMessage(kind + ".meta.k8s.io \"\" is invalid: " + message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "My Agent/2.0 x|My Agent", "''|unknown", "kubectl|kubectl" })
	void managerIsTheFirstPartOfTheUserAgent(String userAgent, String manager) {
		assertThat(WriteOptions.decode("CreateOptions", QueryParameters.NONE, userAgent).fieldManager())
			.isEqualTo(manager);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"propagationPolicy=Bad|propagationPolicy: Unsupported value: \"Bad\": supported values: \"Foreground\","
					+ " \"Background\", \"Orphan\", \"nil\"",
			"propagationPolicy=Orphan&orphanDependents=true|propagationPolicy: Invalid value: \"Orphan\": orphanDependents"
					+ " and deletionPropagation cannot be both set" })
	void deleteOptionsAreValidated(String query, String message) {
		assertThatExceptionOfType(ApiStatusException.class)
			.isThrownBy(() -> DeleteOptionsDecoder.validate(DeleteOptionsDecoder.decode(QueryParameters.parse(query))))
			.withMessage("DeleteOptions.meta.k8s.io \"\" is invalid: " + message);
	}

}
