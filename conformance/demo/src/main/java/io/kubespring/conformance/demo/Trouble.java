package io.kubespring.conformance.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * What is amiss with a source, as a file says at the moment.
 */
@ConditionalOnProperty("demo.trouble")
@Component
class Trouble {

	private final Path file;

	Trouble(@Value("${demo.trouble}") Path file) {
		this.file = file;
	}

	/**
	 * Fail, hang, or need more memory than there is.
	 */
	void meet() {
		try {
			switch (Files.readString(this.file)) {
				case "throw" -> throw new IllegalStateException("the source is down");
				case "block" -> new CountDownLatch(1).await();
				case "memory" -> eat();
				default -> {
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static void eat() {
		List<byte[]> eaten = new ArrayList<>();
		while (true) {
			eaten.add(new byte[1 << 20]);
		}
	}

}
