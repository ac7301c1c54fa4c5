package io.kubespring.apiserver.doctor;

/**
 * What was found at a hop.
 *
 * @param hop the hop
 * @param subject what was looked at, an APIService for instance
 * @param outcome how it is
 * @param seen what was seen, a sentence
 * @param remedy what mends it, a command, a property or an object; empty if it is well
 * @author The kubespring authors
 * @since 0.1.0
 */
public record Finding(Hop hop, String subject, Outcome outcome, String seen, String remedy) {

	static Finding well(Hop hop, String subject, String seen) {
		return new Finding(hop, subject, Outcome.WELL, seen, "");
	}

	static Finding broken(Hop hop, String subject, String seen, String remedy) {
		return new Finding(hop, subject, Outcome.BROKEN, seen, remedy);
	}

	static Finding unknown(Hop hop, String subject, String seen, String remedy) {
		return new Finding(hop, subject, Outcome.UNKNOWN, seen, remedy);
	}

	/**
	 * How a hop is.
	 */
	public enum Outcome {

		/**
		 * Nothing is wrong.
		 */
		WELL,
		/**
		 * This breaks the way.
		 */
		BROKEN,
		/**
		 * It could not be looked at.
		 */
		UNKNOWN

	}

}
