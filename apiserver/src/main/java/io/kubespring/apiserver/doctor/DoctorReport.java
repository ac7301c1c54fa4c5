package io.kubespring.apiserver.doctor;

import java.util.List;
import java.util.Locale;

/**
 * Findings as text for people.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class DoctorReport {

	private DoctorReport() {
	}

	/**
	 * The hop to mend: the first that is broken.
	 * @param findings the findings
	 * @return whether there is one
	 */
	public static boolean isBroken(List<Finding> findings) {
		return findings.stream().anyMatch((finding) -> finding.outcome() == Finding.Outcome.BROKEN);
	}

	/**
	 * A line for each finding, and what mends it below those that are not well.
	 * @param findings the findings
	 * @return the lines
	 */
	public static String text(List<Finding> findings) {
		StringBuilder text = new StringBuilder();
		boolean first = true;
		for (Finding finding : findings) {
			boolean broken = finding.outcome() == Finding.Outcome.BROKEN;
			text.append(String.format(Locale.ROOT, "%-8s %-12s %s: %s%n", finding.outcome(), finding.hop(),
					finding.subject(), finding.seen()));
			if (!finding.remedy().isEmpty()) {
				text.append((broken && first) ? "         mend this first: " : "         to mend it: ")
					.append(finding.remedy().replace("\n", "\n         "))
					.append(System.lineSeparator());
			}
			first = first && !broken;
		}
		return text.toString();
	}

}
