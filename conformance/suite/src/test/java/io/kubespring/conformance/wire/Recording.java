package io.kubespring.conformance.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes differences in the form of {@code deviations.yaml}, without a reason, which only
 * a reader can give.
 */
final class Recording {

	private static final Path FILE = Path.of("target/new-deviations.yaml");

	private Recording() {
	}

	static void add(String id, Route route, Verdict verdict, String oracle, String ours) {
		if (!Boolean.getBoolean("kubespring.record")) {
			return;
		}
		String entry = "# " + verdict.problem() + "\n- scenarios: ['" + id.replace("'", "''") + "']\n  routes: ["
				+ route.text() + "]\n  reason:\n  answer: " + block(LongLines.shorten(oracle)) + "  # ours:\n"
				+ LongLines.shorten(ours).indent(4).replaceAll("(?m)^    ", "  #   ");
		try {
			Files.writeString(FILE, entry, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String block(String text) {
		return "|-\n" + text.strip().indent(4);
	}

}
