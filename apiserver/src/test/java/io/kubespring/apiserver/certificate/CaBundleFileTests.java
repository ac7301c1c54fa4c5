package io.kubespring.apiserver.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class CaBundleFileTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	@TempDir
	private Path directory;

	@Test
	void sendsContentAsOftenAsItChanges() {
		String first = TestCertificates.authority("first").pem();
		String second = TestCertificates.authority("second").pem();
		write(first);
		StepVerifier.create(new CaBundleFile(file(), this.time).contents())
			.then(this::passTenSeconds)
			.expectNext(first)
			.then(this::passTenSeconds)
			.then(() -> write(first + second))
			.then(this::passTenSeconds)
			.expectNext(first + second)
			.then(() -> write("garbage"))
			.then(this::passTenSeconds)
			.then(() -> write(second))
			.then(this::passTenSeconds)
			.expectNext(second)
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void waitsForFile() {
		String content = TestCertificates.authority("ca").pem();
		StepVerifier.create(new CaBundleFile(file(), this.time).contents())
			.then(this::passTenSeconds)
			.then(() -> write("garbage"))
			.then(this::passTenSeconds)
			.then(() -> write(content))
			.then(this::passTenSeconds)
			.expectNext(content)
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void followsSymbolicLinkThatIsSwapped() throws IOException {
		String first = TestCertificates.authority("first").pem();
		String second = TestCertificates.authority("second").pem();
		Path one = Files.createDirectory(this.directory.resolve("..1"));
		Path two = Files.createDirectory(this.directory.resolve("..2"));
		Files.writeString(one.resolve("ca.crt"), first);
		Files.writeString(two.resolve("ca.crt"), second);
		Path data = Files.createSymbolicLink(this.directory.resolve("..data"), one);
		Files.createSymbolicLink(file(), data.resolve("ca.crt"));
		StepVerifier.create(new CaBundleFile(file(), this.time).contents())
			.then(this::passTenSeconds)
			.expectNext(first)
			.then(() -> swap(data, two))
			.then(this::passTenSeconds)
			.expectNext(second)
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void fileThatCannotBeReadIsToldOfOnce() {
		Logger logger = (Logger) LoggerFactory.getLogger(CaBundleFile.class);
		ListAppender<ILoggingEvent> told = new ListAppender<>();
		told.start();
		logger.addAppender(told);
		try {
			write("garbage");
			StepVerifier.create(new CaBundleFile(file(), this.time).contents())
				.then(this::passTenSeconds)
				.then(this::passTenSeconds)
				.then(this::passTenSeconds)
				.then(() -> write(TestCertificates.authority("ca").pem()))
				.then(this::passTenSeconds)
				.expectNextCount(1)
				.thenCancel()
				.verify(PATIENCE);
		}
		finally {
			logger.detachAppender(told);
		}
		assertThat(told.list).extracting(ILoggingEvent::getFormattedMessage)
			.hasSize(2)
			.satisfiesExactly((problem) -> assertThat(problem).startsWith("Unable to read certificates from " + file()),
					(end) -> assertThat(end).isEqualTo("Certificates are read from " + file() + " again"));
	}

	private void passTenSeconds() {
		this.time.advanceTimeBy(Duration.ofSeconds(10));
	}

	private static void swap(Path link, Path target) {
		try {
			Files.delete(link);
			Files.createSymbolicLink(link, target);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Path file() {
		return this.directory.resolve("ca.crt");
	}

	private void write(String content) {
		try {
			Files.writeString(file(), content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
