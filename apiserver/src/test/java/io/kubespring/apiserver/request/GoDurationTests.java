package io.kubespring.apiserver.request;

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The errors are those that a kube-apiserver gave.
 */
class GoDurationTests {

	private static final Map<String, Long> GOOD = Map.ofEntries(Map.entry("30s", 30_000_000_000L),
			Map.entry("1m", 60_000_000_000L), Map.entry("1h30m", 5_400_000_000_000L),
			Map.entry("1.5h", 5_400_000_000_000L), Map.entry(".5s", 500_000_000L), Map.entry("1.s", 1_000_000_000L),
			Map.entry("-5s", -5_000_000_000L), Map.entry("+5s", 5_000_000_000L), Map.entry("0", 0L),
			Map.entry("-0", 0L), Map.entry("0s", 0L), Map.entry("1us", 1_000L), Map.entry("1\u00b5s", 1_000L),
			Map.entry("1\u03bcs", 1_000L), Map.entry("1ms", 1_000_000L), Map.entry("0.000000001s", 1L),
			Map.entry("1s1s", 2_000_000_000L), Map.entry("9223372036854775807ns", Long.MAX_VALUE),
			Map.entry("-9223372036854775808ns", Long.MIN_VALUE),
			Map.entry("0.3333333333333333333h", 1_200_000_000_000L),
			Map.entry("0.100000000000000000000h", 360_000_000_000L));

	private static final Map<String, String> BAD = Map.ofEntries(Map.entry("5", "time: missing unit in duration \"5\""),
			Map.entry("abc", "time: invalid duration \"abc\""), Map.entry("", "time: invalid duration \"\""),
			Map.entry("s", "time: invalid duration \"s\""), Map.entry("-", "time: invalid duration \"-\""),
			Map.entry(" ", "time: invalid duration \" \""), Map.entry(".s", "time: invalid duration \".s\""),
			Map.entry("1d", "time: unknown unit \"d\" in duration \"1d\""),
			Map.entry("1 s", "time: unknown unit \" s\" in duration \"1 s\""),
			Map.entry("5 ", "time: unknown unit \" \" in duration \"5 \""),
			Map.entry("1h-1s", "time: unknown unit \"h-\" in duration \"1h-1s\""),
			Map.entry("9999999999h", "time: invalid duration \"9999999999h\""),
			Map.entry("9223372036854775808ns", "time: invalid duration \"9223372036854775808ns\""),
			Map.entry("99999999999999999999s", "time: invalid duration \"99999999999999999999s\""),
			Map.entry("9223372036854775807ns1ns", "time: invalid duration \"9223372036854775807ns1ns\""),
			Map.entry("\u00e9", "time: invalid duration \"\\xc3\\xa9\""),
			Map.entry("a\"b\\\n", "time: invalid duration \"a\\\"b\\\\\\x0a\""));

	@TestFactory
	Stream<DynamicTest> readsWhatGoReads() {
		return GOOD.entrySet()
			.stream()
			.map((pair) -> DynamicTest.dynamicTest("'" + pair.getKey() + "'",
					() -> assertThat(GoDuration.parse(pair.getKey())).isEqualTo(pair.getValue())));
	}

	@TestFactory
	Stream<DynamicTest> refusesWhatGoRefusesInItsWords() {
		return BAD.entrySet()
			.stream()
			.map((pair) -> DynamicTest.dynamicTest("'" + pair.getKey() + "'",
					() -> assertThatIllegalArgumentException().isThrownBy(() -> GoDuration.parse(pair.getKey()))
						.withMessage(pair.getValue())));
	}

}
