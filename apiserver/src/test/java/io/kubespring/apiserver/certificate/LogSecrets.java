package io.kubespring.apiserver.certificate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Reads what the tests of a module print, logs above all, and fails the class of tests in
 * which a secret is found: private keys that fixtures made, and whatever else tests name.
 * Found by JUnit itself, for all tests.
 */
public final class LogSecrets implements BeforeAllCallback, AfterAllCallback {

	private static final Set<String> SECRETS = ConcurrentHashMap.newKeySet();

	private static final List<String> FOUND = new ArrayList<>();

	private static boolean installed;

	/**
	 * From here on this must not be printed.
	 * @param secret the secret, at least eight characters
	 */
	public static void add(String secret) {
		if (secret.length() < 8) {
			throw new IllegalArgumentException("Too short to be told from other text");
		}
		SECRETS.add(secret);
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		synchronized (FOUND) {
			if (!installed) {
				installed = true;
				System.setOut(new PrintStream(new Reading(System.out), true, StandardCharsets.UTF_8));
				Logger.getLogger("").addHandler(new Listening());
				System.setErr(new PrintStream(new Reading(System.err), true, StandardCharsets.UTF_8));
			}
		}
	}

	@Override
	public void afterAll(ExtensionContext context) {
		requireNoneFound();
	}

	static void requireNoneFound() {
		synchronized (FOUND) {
			if (!FOUND.isEmpty()) {
				String all = String.join("\n", FOUND);
				FOUND.clear();
				throw new AssertionError("Secrets were printed in these lines:\n" + all);
			}
		}
	}

	private static void look(String line) {
		for (String secret : SECRETS) {
			if (line.contains(secret)) {
				synchronized (FOUND) {
					FOUND.add(line);
				}
			}
		}
	}

	/**
	 * Hears what Java's own logging prints to a stream of before.
	 */
	private static final class Listening extends Handler {

		@Override
		public void publish(LogRecord record) {
			look(String.valueOf(record.getMessage()) + ' ' + record.getThrown());
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

	}

	/**
	 * Passes everything on, and looks at each line.
	 */
	private static final class Reading extends OutputStream {

		private final OutputStream next;

		private final ByteArrayOutputStream line = new ByteArrayOutputStream();

		Reading(OutputStream next) {
			this.next = next;
		}

		@Override
		public synchronized void write(int octet) {
			write(new byte[] { (byte) octet }, 0, 1);
		}

		@Override
		public synchronized void write(byte[] octets, int offset, int length) {
			for (int i = offset; i < offset + length; i++) {
				if (octets[i] == '\n') {
					look(this.line.toString(StandardCharsets.UTF_8));
					this.line.reset();
				}
				else {
					this.line.write(octets[i]);
				}
			}
			try {
				this.next.write(octets, offset, length);
				this.next.flush();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
