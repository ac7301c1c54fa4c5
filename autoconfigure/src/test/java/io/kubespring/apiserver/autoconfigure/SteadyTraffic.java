package io.kubespring.apiserver.autoconfigure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.kubespring.apiserver.certificate.TestCertificates;
import io.kubespring.apiserver.cluster.Eventually;

/**
 * Clients that ask for the same list without a pause: over connections that last, and
 * over a new one for each request. They change to another identity when there is one, as
 * real ones do when their certificate is replaced. Whatever is not the list is remembered
 * as a failure.
 */
final class SteadyTraffic implements AutoCloseable {

	private final ExtensionServer server;

	private final String path;

	private final List<Thread> threads = new ArrayList<>();

	private final List<AtomicLong> served = new ArrayList<>();

	private final Queue<String> failures = new ConcurrentLinkedQueue<>();

	private volatile boolean ending;

	SteadyTraffic(ExtensionServer server, String path) {
		this.server = server;
		this.path = path;
	}

	/**
	 * Ask over one connection of HTTP/2 as long as the identity is the same.
	 */
	void overOneConnection(Supplier<TestCertificates> identity, String... headers) {
		run("connection", identity, (current, count) -> {
			try (RawHttp2 client = new RawHttp2(TestHandshake.connectAs(this.server.port(), current, "h2"))) {
				while (!this.ending && identity.get() == current) {
					require(client.answer(client.get(this.path, headers)).toString(), count);
				}
			}
		});
	}

	/**
	 * Ask over a connection of its own each time, by HTTP/1.1.
	 */
	void overNewConnections(Supplier<TestCertificates> identity, String... headers) {
		StringBuilder lines = new StringBuilder();
		for (int i = 0; i < headers.length; i += 2) {
			lines.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
		}
		run("handshake", identity, (current, count) -> {
			try (RawHttp1 client = new RawHttp1(TestHandshake.connectAs(this.server.port(), current, "http/1.1"))) {
				require(client.send("GET " + this.path + " HTTP/1.1\r\nHost: x\r\n" + lines + "\r\n")
					.answer()
					.toString(), count);
			}
		});
	}

	private void run(String name, Supplier<TestCertificates> identity, Round round) {
		AtomicLong count = new AtomicLong();
		this.served.add(count);
		Thread thread = new Thread(() -> {
			while (!this.ending) {
				TestCertificates current = identity.get();
				try {
					round.ask(current, count);
				}
				catch (IOException | RuntimeException ex) {
					this.failures.add(name + " as " + current.issue().getSubjectX500Principal() + ": " + ex);
				}
			}
		}, "traffic-" + name);
		this.threads.add(thread);
		thread.start();
	}

	private void require(String answer, AtomicLong count) {
		count.incrementAndGet();
		if (!answer.contains("\"kind\":\"FooList\"")) {
			this.failures.add(answer);
		}
	}

	/**
	 * Wait until each client was served so many times more.
	 */
	void await(int times) {
		List<Long> goals = this.served.stream().map((count) -> count.get() + times).toList();
		Eventually.isTrue(() -> {
			for (int i = 0; i < goals.size(); i++) {
				if (this.served.get(i).get() < goals.get(i)) {
					return false;
				}
			}
			return true;
		});
	}

	long served() {
		return this.served.stream().mapToLong(AtomicLong::get).sum();
	}

	List<String> failures() {
		return List.copyOf(this.failures);
	}

	@Override
	public void close() throws InterruptedException {
		this.ending = true;
		for (Thread thread : this.threads) {
			thread.join();
		}
	}

	/**
	 * What a client does over and over.
	 */
	@FunctionalInterface
	private interface Round {

		void ask(TestCertificates identity, AtomicLong count) throws IOException;

	}

}
