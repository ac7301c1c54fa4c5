package io.kubespring.conformance.wire;

import org.jspecify.annotations.Nullable;

/**
 * What comparing two answers came to.
 *
 * @param outcome the outcome
 * @param problem what is wrong, empty unless the outcome is {@link Outcome#DIFFERING}
 */
record Verdict(Outcome outcome, String problem) {

	/**
	 * Compare two normalized answers.
	 * @param oracle the right answer
	 * @param ours our answer
	 * @param deviation the deviation that is listed for it
	 */
	static Verdict of(String oracle, String ours, Deviations.@Nullable Deviation deviation) {
		boolean same = oracle.equals(ours);
		if (deviation == null) {
			return same ? new Verdict(Outcome.SAME, "")
					: new Verdict(Outcome.DIFFERING, "the answer is not the oracle's");
		}
		if (same) {
			return new Verdict(Outcome.DIFFERING, "no longer a deviation: " + deviation.reason());
		}
		return LongLines.shorten(oracle.strip()).equals(deviation.answer().strip()) ? new Verdict(Outcome.DEVIATING, "")
				: new Verdict(Outcome.DIFFERING, "the oracle no longer answers what is recorded");
	}

	/**
	 * The outcomes.
	 */
	enum Outcome {

		/**
		 * The answers are equal.
		 */
		SAME,

		/**
		 * They differ as listed, with a reason.
		 */
		DEVIATING,

		/**
		 * They differ otherwise than listed.
		 */
		DIFFERING

	}

}
