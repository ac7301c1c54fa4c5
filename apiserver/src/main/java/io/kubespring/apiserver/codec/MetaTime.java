package io.kubespring.apiserver.codec;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * Times as {@code metav1.Time} has them. Every object has one and is read and written
 * several times on its way, so that the usual form, whole seconds of UTC, is taken
 * without a formatter.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class MetaTime {

	private static final String FORM = "0000-00-00T00:00:00Z";

	private MetaTime() {
	}

	/**
	 * The present time.
	 * @param clock tells it
	 * @return the time in UTC and whole seconds
	 */
	public static String now(Clock clock) {
		return write(clock.instant().atOffset(ZoneOffset.UTC));
	}

	/**
	 * Read a time.
	 * @throws DateTimeException if the text is none
	 */
	static OffsetDateTime read(String text) {
		if (isUsual(text)) {
			try {
				return OffsetDateTime.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10),
						number(text, 11, 13), number(text, 14, 16), number(text, 17, 19), 0, ZoneOffset.UTC);
			}
			catch (DateTimeException ex) {
				// The formatter says better what is wrong.
			}
		}
		return OffsetDateTime.parse(text);
	}

	/**
	 * Write a time, in UTC and whole seconds.
	 */
	static String write(OffsetDateTime time) {
		OffsetDateTime utc = time.withOffsetSameInstant(ZoneOffset.UTC);
		int year = utc.getYear();
		if (year < 1000 || year > 9999) {
			return DateTimeFormatter.ISO_INSTANT.format(utc.truncatedTo(ChronoUnit.SECONDS));
		}
		StringBuilder text = new StringBuilder(FORM.length()).append(year);
		append(text, '-', utc.getMonthValue());
		append(text, '-', utc.getDayOfMonth());
		append(text, 'T', utc.getHour());
		append(text, ':', utc.getMinute());
		append(text, ':', utc.getSecond());
		return text.append('Z').toString();
	}

	private static void append(StringBuilder text, char before, int number) {
		text.append(before).append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
	}

	private static boolean isUsual(String text) {
		if (text.length() != FORM.length()) {
			return false;
		}
		for (int i = 0; i < FORM.length(); i++) {
			char expected = FORM.charAt(i);
			char actual = text.charAt(i);
			if ((expected == '0') ? (actual < '0' || actual > '9') : (actual != expected)) {
				return false;
			}
		}
		return true;
	}

	private static int number(String text, int from, int to) {
		return Integer.parseInt(text, from, to, 10);
	}

}
