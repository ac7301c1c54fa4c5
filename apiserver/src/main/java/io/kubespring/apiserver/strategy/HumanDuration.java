package io.kubespring.apiserver.strategy;

import java.time.Duration;

/**
 * Ages as command lines show them, after {@code duration.HumanDuration} of apimachinery.
 */
final class HumanDuration {

	/**
	 * The longest that Go's {@code time.Duration} holds.
	 */
	private static final long MOST_SECONDS = Long.MAX_VALUE / 1_000_000_000;

	private HumanDuration() {
	}

	static String of(Duration duration) {
		long seconds = Math.min(MOST_SECONDS,
				duration.getSeconds() + ((duration.isNegative() && duration.getNano() > 0) ? 1 : 0));
		if (seconds < -1) {
			return "<invalid>";
		}
		if (seconds < 0) {
			return "0s";
		}
		long minutes = seconds / 60;
		long hours = seconds / 3600;
		long days = hours / 24;
		if (seconds < 120) {
			return seconds + "s";
		}
		if (minutes < 10) {
			return pair(minutes, "m", seconds % 60, "s");
		}
		if (minutes < 180) {
			return minutes + "m";
		}
		if (hours < 8) {
			return pair(hours, "h", minutes % 60, "m");
		}
		if (hours < 48) {
			return hours + "h";
		}
		if (days < 8) {
			return pair(days, "d", hours % 24, "h");
		}
		if (days < 365 * 2) {
			return days + "d";
		}
		return (days < 365 * 8) ? pair(days / 365, "y", days % 365, "d") : days / 365 + "y";
	}

	private static String pair(long more, String unit, long less, String lesserUnit) {
		return (less == 0) ? more + unit : more + unit + less + lesserUnit;
	}

}
