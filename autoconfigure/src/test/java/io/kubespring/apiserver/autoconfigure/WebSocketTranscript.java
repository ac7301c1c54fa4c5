package io.kubespring.apiserver.autoconfigure;

import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * What a WebSocket's client heard, line by line.
 */
final class WebSocketTranscript implements WebSocket.Listener {

	private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

	private final StringBuilder message = new StringBuilder();

	/**
	 * The next thing heard.
	 */
	String next() throws InterruptedException {
		@Nullable String line = this.lines.poll(20, TimeUnit.SECONDS);
		if (line == null) {
			throw new AssertionError("nothing was heard");
		}
		return line;
	}

	@Override
	public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
		this.message.append(data);
		if (last) {
			this.lines.add("text " + this.message);
			this.message.setLength(0);
		}
		socket.request(1);
		return null;
	}

	@Override
	public @Nullable CompletionStage<?> onPong(WebSocket socket, java.nio.ByteBuffer data) {
		this.lines.add("pong " + data.remaining());
		socket.request(1);
		return null;
	}

	@Override
	public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
		this.lines.add("close " + code);
		return null;
	}

	@Override
	public void onError(WebSocket socket, Throwable failure) {
		this.lines.add("error " + failure);
	}

}
