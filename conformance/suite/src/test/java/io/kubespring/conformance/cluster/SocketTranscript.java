package io.kubespring.conformance.cluster;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A WebSocket and what its client heard, message by message.
 */
public final class SocketTranscript implements WebSocket.Listener {

	private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

	private final StringBuilder message = new StringBuilder();

	private @Nullable WebSocket socket;

	void opened(WebSocket open) {
		this.socket = open;
	}

	private WebSocket socket() {
		if (this.socket == null) {
			throw new IllegalStateException("not open");
		}
		return this.socket;
	}

	/**
	 * The subprotocol that the server confirmed.
	 */
	public String subprotocol() {
		return socket().getSubprotocol();
	}

	/**
	 * Say something as text.
	 */
	public void say(String text) {
		socket().sendText(text, true).orTimeout(20, TimeUnit.SECONDS).join();
	}

	/**
	 * Say something in octets.
	 */
	public void sayOctets(String text) {
		socket().sendBinary(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), true)
			.orTimeout(20, TimeUnit.SECONDS)
			.join();
	}

	/**
	 * Say good-bye.
	 */
	public void close() {
		socket().sendClose(WebSocket.NORMAL_CLOSURE, "").orTimeout(20, TimeUnit.SECONDS).join();
	}

	/**
	 * The next thing heard: its kind, a space, and what was said.
	 */
	public String next() {
		try {
			String line = this.lines.poll(20, TimeUnit.SECONDS);
			if (line == null) {
				throw new AssertionError("nothing was heard");
			}
			return line;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
		return heard(webSocket, "text ", data.toString(), last);
	}

	@Override
	public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
		return heard(webSocket, "octets ", StandardCharsets.UTF_8.decode(data).toString(), last);
	}

	private @Nullable CompletionStage<?> heard(WebSocket webSocket, String kind, String data, boolean last) {
		this.message.append(data);
		if (last) {
			this.lines.add(kind + this.message);
			this.message.setLength(0);
		}
		webSocket.request(1);
		return null;
	}

	@Override
	public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
		this.lines.add("close " + code);
		return null;
	}

	@Override
	public void onError(WebSocket webSocket, Throwable failure) {
		this.lines.add("error " + failure);
	}

}
