package io.kubespring.apiserver.autoconfigure;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import javax.net.ssl.SSLSocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * A client of HTTP/2 that sends whatever frames a test likes. Answers are collected by
 * stream while it reads; it opens wide windows and acknowledges what it must.
 */
final class RawHttp2 implements AutoCloseable {

	static final int DATA = 0;

	static final int HEADERS = 1;

	static final int RST_STREAM = 3;

	static final int SETTINGS = 4;

	static final int PING = 6;

	static final int GOAWAY = 7;

	static final int WINDOW_UPDATE = 8;

	static final int CONTINUATION = 9;

	static final int END_STREAM = 1;

	static final int END_HEADERS = 4;

	private static final int ACK = 1;

	private static final int WIDE = 1 << 30;

	private final SSLSocket socket;

	private final DataInputStream in;

	private final OutputStream out;

	private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);

	private final Map<Integer, Answer> answers = new HashMap<>();

	private final Map<Integer, Long> serverSettings = new HashMap<>();

	private int nextStream = 1;

	RawHttp2(SSLSocket socket) throws IOException {
		this.socket = socket;
		this.in = new DataInputStream(socket.getInputStream());
		this.out = socket.getOutputStream();
		this.out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		frame(SETTINGS, 0, 0, ByteBuffer.allocate(6).putShort((short) 4).putInt(WIDE).array());
		frame(WINDOW_UPDATE, 0, 0, ByteBuffer.allocate(4).putInt(WIDE).array());
	}

	void frame(int type, int flags, int stream, byte... payload) throws IOException {
		this.out.write(bytes(type, flags, stream, payload));
	}

	static byte[] bytes(int type, int flags, int stream, byte... payload) {
		return ByteBuffer.allocate(9 + payload.length)
			.put((byte) (payload.length >> 16))
			.putShort((short) payload.length)
			.put((byte) type)
			.put((byte) flags)
			.putInt(stream)
			.put(payload)
			.array();
	}

	void write(byte[] bytes) throws IOException {
		this.out.write(bytes);
	}

	int nextStream() {
		int stream = this.nextStream;
		this.nextStream += 2;
		return stream;
	}

	/**
	 * Begin a GET and end it.
	 */
	int get(String path, String... headers) throws IOException {
		int stream = nextStream();
		frame(HEADERS, END_HEADERS | END_STREAM, stream, request("GET", path, headers));
		return stream;
	}

	static byte[] request(String method, String path, String... headers) {
		ByteArrayOutputStream block = new ByteArrayOutputStream();
		block.writeBytes(block(":method", method, ":scheme", "https", ":authority", "localhost", ":path", path));
		block.writeBytes(block(headers));
		return block.toByteArray();
	}

	/**
	 * A header block, every field in full.
	 */
	static byte[] block(String... headers) {
		ByteArrayOutputStream block = new ByteArrayOutputStream();
		for (int i = 0; i < headers.length; i += 2) {
			block.write(0);
			block.writeBytes(string(headers[i]));
			block.writeBytes(string(headers[i + 1]));
		}
		return block.toByteArray();
	}

	private static byte[] string(String text) {
		byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
		ByteArrayOutputStream string = new ByteArrayOutputStream();
		if (octets.length < 127) {
			string.write(octets.length);
		}
		else {
			string.write(127);
			int left = octets.length - 127;
			while (left >= 128) {
				string.write((left & 127) | 128);
				left >>= 7;
			}
			string.write(left);
		}
		string.writeBytes(octets);
		return string.toByteArray();
	}

	/**
	 * Read until a stream's answer is complete.
	 * @return the answer, whose status is 0 for a stream that was reset
	 * @throws EOFException if the connection ends before
	 */
	Answer answer(int stream) throws IOException {
		while (!answerOf(stream).ended) {
			read();
		}
		return answerOf(stream);
	}

	/**
	 * Read until a line of a stream is there.
	 */
	String line(int stream) throws IOException {
		while (true) {
			Answer answer = answerOf(stream);
			String body = answer.body();
			int end = body.indexOf('\n', answer.taken);
			if (end != -1) {
				String line = body.substring(answer.taken, end);
				answer.taken = end + 1;
				return line;
			}
			if (answer.ended) {
				throw new EOFException("No further line after " + answer);
			}
			read();
		}
	}

	/**
	 * The server's settings, once they came.
	 */
	Map<Integer, Long> settings() throws IOException {
		while (this.serverSettings.isEmpty()) {
			read();
		}
		return this.serverSettings;
	}

	/**
	 * Read until the connection ends.
	 * @return the last GOAWAY's error, -1 without one
	 */
	long goAway() throws IOException {
		long error = -1;
		try {
			while (true) {
				Frame frame = read();
				if (frame.type() == GOAWAY) {
					error = ByteBuffer.wrap(frame.payload(), 4, 4).getInt();
				}
			}
		}
		catch (EOFException | java.net.SocketException | javax.net.ssl.SSLException ex) {
			return error;
		}
	}

	Frame read() throws IOException {
		int length = this.in.readUnsignedByte() << 16 | this.in.readUnsignedShort();
		int type = this.in.readUnsignedByte();
		int flags = this.in.readUnsignedByte();
		int stream = this.in.readInt() & Integer.MAX_VALUE;
		Frame frame = new Frame(type, flags, stream, this.in.readNBytes(length));
		accept(frame);
		return frame;
	}

	private void accept(Frame frame) throws IOException {
		Answer answer = answerOf(frame.stream());
		switch (frame.type()) {
			case DATA -> {
				require(answer.status != 0 && !answer.ended, frame);
				answer.body.writeBytes(frame.payload());
				answer.ended |= (frame.flags() & END_STREAM) != 0;
			}
			case HEADERS -> {
				if (answer.reset && answer.status == 0) {
					// What was reset was no stream yet.
					answer.reset = false;
					answer.ended = false;
				}
				ByteBuf block = Unpooled.wrappedBuffer(frame.payload());
				try {
					Http2Headers headers = this.decoder.decodeHeaders(frame.stream(), block);
					require(!answer.ended && (headers.status() != null) == (answer.status < 200), frame);
					if (headers.status() != null) {
						answer.status = Integer.parseInt(headers.status().toString());
					}
					headers.forEach(
							(header) -> answer.headers.put(header.getKey().toString(), header.getValue().toString()));
				}
				catch (Http2Exception ex) {
					throw new IOException(ex);
				}
				answer.ended |= (frame.flags() & END_STREAM) != 0;
			}
			case RST_STREAM -> {
				answer.ended = true;
				answer.reset = true;
			}
			case SETTINGS -> {
				if ((frame.flags() & ACK) == 0) {
					ByteBuffer settings = ByteBuffer.wrap(frame.payload());
					while (settings.hasRemaining()) {
						this.serverSettings.put((int) settings.getShort(), settings.getInt() & 0xFFFFFFFFL);
					}
					frame(SETTINGS, ACK, 0);
				}
			}
			case PING -> {
				if ((frame.flags() & ACK) == 0) {
					frame(PING, ACK, 0, frame.payload());
				}
			}
			default -> {
			}
		}
	}

	private static void require(boolean inOrder, Frame frame) throws RawHttp1.MalformedAnswerException {
		if (!inOrder) {
			throw new RawHttp1.MalformedAnswerException("a frame out of order: " + frame);
		}
	}

	Collection<Answer> answers() {
		return this.answers.values();
	}

	boolean isAnswered(int stream) {
		return answerOf(stream).ended;
	}

	private Answer answerOf(int stream) {
		return this.answers.computeIfAbsent(stream, (key) -> new Answer());
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	record Frame(int type, int flags, int stream, byte[] payload) {
	}

	static final class Answer {

		private final Map<String, String> headers = new HashMap<>();

		private final ByteArrayOutputStream body = new ByteArrayOutputStream();

		private int status;

		private boolean ended;

		private boolean reset;

		private int taken;

		int status() {
			return this.status;
		}

		boolean isWhole() {
			return this.status != 0 && this.ended && !this.reset;
		}

		boolean isReset() {
			return this.reset;
		}

		String header(String name) {
			return this.headers.getOrDefault(name, "");
		}

		String body() {
			return this.body.toString(StandardCharsets.UTF_8);
		}

		@Override
		public String toString() {
			return this.status + " " + this.headers + (this.reset ? " reset " : " ") + body();
		}

	}

}
