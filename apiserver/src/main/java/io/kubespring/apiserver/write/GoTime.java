package io.kubespring.apiserver.write;

import java.time.YearMonth;

import io.kubespring.apiserver.error.GoQuote;
import org.jspecify.annotations.Nullable;

/**
 * Reads times of RFC 3339 as Go's {@code time.Parse} does, with its words for what is no
 * such time.
 */
final class GoTime {

	private static final String LAYOUT = "2006-01-02T15:04:05Z07:00";

	private final String text;

	private String rest;

	private GoTime(String text) {
		this.text = text;
		this.rest = text;
	}

	/**
	 * What is wrong with a time, {@code null} if nothing is.
	 */
	static @Nullable String problem(String text) {
		try {
			new GoTime(text).parse();
			return null;
		}
		catch (Mistake ex) {
			return ex.getMessage();
		}
	}

	private void parse() {
		int year = number("2006", 4, 4);
		literal("-");
		int month = number("01", 2, 2);
		requireRange(month >= 1 && month <= 12, "month");
		literal("-");
		int day = number("02", 2, 2);
		literal("T");
		requireRange(number("15", 1, 2) < 24, "hour");
		literal(":");
		requireRange(number("04", 2, 2) < 60, "minute");
		literal(":");
		requireRange(number("05", 2, 2) < 60, "second");
		fraction();
		zone();
		if (!this.rest.isEmpty()) {
			throw new Mistake("parsing time " + GoQuote.quoteOctets(this.text) + ": extra text: "
					+ GoQuote.quoteOctets(this.rest));
		}
		requireRange(day >= 1 && day <= YearMonth.of(year, month).lengthOfMonth(), "day");
	}

	private int number(String element, int least, int most) {
		int digits = 0;
		while (digits < most && digits < this.rest.length() && isDigit(digits)) {
			digits++;
		}
		if (digits < least) {
			throw unreadable(element);
		}
		int number = Integer.parseInt(this.rest, 0, digits, 10);
		this.rest = this.rest.substring(digits);
		return number;
	}

	private boolean isDigit(int index) {
		return this.rest.charAt(index) >= '0' && this.rest.charAt(index) <= '9';
	}

	private void literal(String expected) {
		if (!this.rest.startsWith(expected)) {
			throw unreadable(expected);
		}
		this.rest = this.rest.substring(expected.length());
	}

	private void fraction() {
		boolean point = this.rest.startsWith(".") || this.rest.startsWith(",");
		if (!point || this.rest.length() < 2 || !isDigit(1)) {
			return;
		}
		int end = 2;
		while (end < this.rest.length() && isDigit(end)) {
			end++;
		}
		this.rest = this.rest.substring(end);
	}

	private void zone() {
		if (this.rest.startsWith("Z")) {
			this.rest = this.rest.substring(1);
			return;
		}
		boolean form = this.rest.length() >= 6 && this.rest.charAt(3) == ':' && isDigit(1) && isDigit(2) && isDigit(4)
				&& isDigit(5) && "+-".indexOf(this.rest.charAt(0)) >= 0;
		if (!form) {
			throw unreadable("Z07:00");
		}
		requireRange(Integer.parseInt(this.rest, 1, 3, 10) <= 24, "time zone offset hour");
		requireRange(Integer.parseInt(this.rest, 4, 6, 10) <= 60, "time zone offset minute");
		this.rest = this.rest.substring(6);
	}

	private void requireRange(boolean inRange, String what) {
		if (!inRange) {
			throw new Mistake("parsing time " + GoQuote.quoteOctets(this.text) + ": " + what + " out of range");
		}
	}

	private Mistake unreadable(String element) {
		return new Mistake("parsing time " + GoQuote.quoteOctets(this.text) + " as \"" + LAYOUT + "\": cannot parse "
				+ GoQuote.quoteOctets(this.rest) + " as \"" + element + "\"");
	}

	private static final class Mistake extends RuntimeException {

		Mistake(String message) {
			super(message, null, false, false);
		}

	}

}
