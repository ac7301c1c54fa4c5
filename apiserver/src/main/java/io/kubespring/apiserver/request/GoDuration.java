package io.kubespring.apiserver.request;

import java.util.Map;

import io.kubespring.apiserver.error.GoQuote;

/**
 * Reads durations as Go writes them, {@code 1h30m} or {@code 1.5s}, with the errors of
 * Go's {@code time.ParseDuration}.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class GoDuration {

	private static final Map<String, Long> UNITS = Map.of("ns", 1L, "us", 1_000L, "\u00b5s", 1_000L, "\u03bcs", 1_000L,
			"ms", 1_000_000L, "s", 1_000_000_000L, "m", 60_000_000_000L, "h", 3_600_000_000_000L);

	/**
	 * The largest magnitude, as an unsigned number.
	 */
	private static final long LIMIT = Long.MIN_VALUE;

	private final String text;

	private int at;

	private GoDuration(String text) {
		this.text = text;
	}

	/**
	 * Read a duration.
	 * @param text the text
	 * @return the nanoseconds
	 * @throws IllegalArgumentException if it is none, with Go's message
	 */
	public static long parse(String text) {
		return new GoDuration(text).nanos();
	}

	private long nanos() {
		boolean negative = this.text.startsWith("-");
		if (negative || this.text.startsWith("+")) {
			this.at++;
		}
		if (this.text.length() == this.at + 1 && this.text.charAt(this.at) == '0') {
			return 0;
		}
		if (this.at == this.text.length()) {
			throw invalid();
		}
		long sum = 0;
		while (this.at < this.text.length()) {
			sum += part();
			requireInRange(sum);
		}
		if (!negative && sum == LIMIT) {
			throw invalid();
		}
		return negative ? -sum : sum;
	}

	/**
	 * One number and its unit.
	 */
	private long part() {
		int start = this.at;
		long whole = whole();
		boolean digits = this.at > start;
		long fraction = 0;
		double scale = 1;
		if (this.at < this.text.length() && this.text.charAt(this.at) == '.') {
			start = ++this.at;
			boolean full = false;
			for (; isDigit(); this.at++) {
				full = full || fraction > Long.MAX_VALUE / 10;
				long next = full ? fraction : fraction * 10 + digit();
				full = full || Long.compareUnsigned(next, LIMIT) > 0;
				if (!full) {
					fraction = next;
					scale *= 10;
				}
			}
			digits = digits || this.at > start;
		}
		if (!digits) {
			throw invalid();
		}
		long unit = unit();
		if (Long.compareUnsigned(whole, Long.divideUnsigned(LIMIT, unit)) > 0) {
			throw invalid();
		}
		long nanos = whole * unit + (long) (fraction * (unit / scale));
		requireInRange(nanos);
		return nanos;
	}

	private long whole() {
		long whole = 0;
		for (; isDigit(); this.at++) {
			if (Long.compareUnsigned(whole, Long.divideUnsigned(LIMIT, 10)) > 0) {
				throw invalid();
			}
			whole = whole * 10 + digit();
			requireInRange(whole);
		}
		return whole;
	}

	private long unit() {
		int start = this.at;
		while (this.at < this.text.length() && this.text.charAt(this.at) != '.' && !isDigit()) {
			this.at++;
		}
		if (this.at == start) {
			throw new IllegalArgumentException("time: missing unit in duration " + GoQuote.quoteOctets(this.text));
		}
		String name = this.text.substring(start, this.at);
		Long unit = UNITS.get(name);
		if (unit == null) {
			throw new IllegalArgumentException("time: unknown unit " + GoQuote.quoteOctets(name) + " in duration "
					+ GoQuote.quoteOctets(this.text));
		}
		return unit;
	}

	private boolean isDigit() {
		return this.at < this.text.length() && this.text.charAt(this.at) >= '0' && this.text.charAt(this.at) <= '9';
	}

	private int digit() {
		return this.text.charAt(this.at) - '0';
	}

	private void requireInRange(long nanos) {
		if (Long.compareUnsigned(nanos, LIMIT) > 0) {
			throw invalid();
		}
	}

	private IllegalArgumentException invalid() {
		return new IllegalArgumentException("time: invalid duration " + GoQuote.quoteOctets(this.text));
	}

}
