package io.kubespring.conformance.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does what a Service with several endpoints does: each connection is led to one of them,
 * in turn.
 */
final class Forwarder implements AutoCloseable {

	private final ServerSocket listener;

	private final List<Integer> endpoints = new CopyOnWriteArrayList<>();

	private final AtomicInteger turn = new AtomicInteger();

	Forwarder() {
		try {
			this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		daemon(this::accept);
	}

	int port() {
		return this.listener.getLocalPort();
	}

	void add(int port) {
		this.endpoints.add(port);
	}

	/**
	 * Lead no further connections to an endpoint.
	 */
	void remove(int port) {
		this.endpoints.remove(Integer.valueOf(port));
	}

	private void accept() {
		while (!this.listener.isClosed()) {
			try {
				Socket client = this.listener.accept();
				daemon(() -> lead(client));
			}
			catch (IOException ex) {
				// closed, or a client that has gone already
			}
		}
	}

	private void lead(Socket client) {
		List<Integer> present = List.copyOf(this.endpoints);
		try (client) {
			if (present.isEmpty()) {
				return;
			}
			int port = present.get(Math.floorMod(this.turn.getAndIncrement(), present.size()));
			try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
				Thread back = daemon(() -> copy(server, client));
				copy(client, server);
				back.join();
			}
		}
		catch (IOException ex) {
			// the client sees its connection end
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void copy(Socket from, Socket to) {
		try {
			from.getInputStream().transferTo(to.getOutputStream());
			to.shutdownOutput();
		}
		catch (IOException ex) {
			close(from);
			close(to);
		}
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			// it is closed
		}
	}

	private static Thread daemon(Runnable task) {
		Thread thread = new Thread(task, "forwarder");
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
	}

}
