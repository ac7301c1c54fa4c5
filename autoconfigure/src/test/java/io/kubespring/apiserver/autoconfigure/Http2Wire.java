package io.kubespring.apiserver.autoconfigure;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.kubespring.apiserver.certificate.TestCertificates;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * A connection of HTTP/2: headers are written as they are given, upper case and all.
 */
final class Http2Wire extends Wire {

	private static final int DATA = 0;

	private static final int HEADERS = 1;

	private static final int RST_STREAM = 3;

	private static final int SETTINGS = 4;

	private static final int GOAWAY = 7;

	private static final int WINDOW_UPDATE = 8;

	private static final int CONTINUATION = 9;

	private static final int LONGEST_FRAME = 16_384;

	private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder((name, value) -> false);

	private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false, 1024 * 1024);

	private final DataOutputStream output;

	private final DataInputStream input;

	private int stream = -1;

	private String goAway = "";

	Http2Wire(ExtensionServer server, @Nullable TestCertificates identity, TestCertificates... intermediates)
			throws IOException {
		super(server, "h2", identity, intermediates);
		this.output = new DataOutputStream(this.socket.getOutputStream());
		this.input = new DataInputStream(this.socket.getInputStream());
		this.output.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		// no server push, and windows that never close
		frame(SETTINGS, 0, 0,
				ByteBuffer.allocate(12)
					.putShort((short) 2)
					.putInt(0)
					.putShort((short) 4)
					.putInt(Integer.MAX_VALUE)
					.array());
		frame(WINDOW_UPDATE, 0, 0, ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE - 65_535).array());
	}

	@Override
	void send(String path, String... headers) throws IOException {
		this.stream += 2;
		Http2Headers all = new DefaultHttp2Headers(false).method("GET")
			.scheme("https")
			.authority("localhost")
			.path(path);
		for (int i = 0; i < headers.length; i += 2) {
			all.add(new AsciiString(headers[i]),
					new AsciiString(headers[i + 1].getBytes(StandardCharsets.UTF_8), false));
		}
		byte[] block = encode(all);
		int first = Math.min(block.length, LONGEST_FRAME);
		int endStream = 1;
		frame(HEADERS, endStream | endHeaders(first == block.length), this.stream, block, 0, first);
		for (int from = first; from < block.length; from += LONGEST_FRAME) {
			int length = Math.min(LONGEST_FRAME, block.length - from);
			frame(CONTINUATION, endHeaders(from + length == block.length), this.stream, block, from, length);
		}
	}

	private static int endHeaders(boolean last) {
		return last ? 4 : 0;
	}

	private byte[] encode(Http2Headers headers) throws IOException {
		ByteBuf block = Unpooled.buffer();
		try {
			this.encoder.encodeHeaders(3, headers, block);
			return ByteBufUtil.getBytes(block);
		}
		catch (Http2Exception ex) {
			throw new IOException(ex);
		}
	}

	@Override
	Seen receive() throws IOException {
		Map<String, List<String>> headers = new TreeMap<>();
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		while (true) {
			Frame frame = read();
			if (frame.type == GOAWAY && !this.goAway.startsWith("NO_ERROR")) {
				return Seen.nothing("GOAWAY " + this.goAway);
			}
			if (frame.stream != this.stream) {
				continue;
			}
			switch (frame.type) {
				case HEADERS -> headers.putAll(frame.headers);
				case DATA -> body.write(frame.payload);
				case RST_STREAM -> {
					return Seen.nothing("RST_STREAM " + Http2Error.valueOf(ByteBuffer.wrap(frame.payload).getInt()));
				}
				default -> throw new IOException("frame of type " + frame.type);
			}
			if ((frame.type == DATA || frame.type == HEADERS) && (frame.flags & 1) != 0) {
				return new Seen(Integer.parseInt(headers.remove(":status").get(0)), headers,
						body.toString(StandardCharsets.UTF_8), "", List.of());
			}
		}
	}

	/**
	 * Whatever stream it is of: the table of the compression is the connection's.
	 */
	private Map<String, List<String>> decode(int id, byte[] block) throws IOException {
		Map<String, List<String>> headers = new TreeMap<>();
		try {
			this.decoder.decodeHeaders(id, Unpooled.wrappedBuffer(block))
				.forEach((header) -> headers.computeIfAbsent(header.getKey().toString(), (name) -> new ArrayList<>())
					.add(header.getValue().toString()));
			return headers;
		}
		catch (Http2Exception ex) {
			throw new IOException(ex);
		}
	}

	/**
	 * Begin a request and leave it be.
	 * @return its stream
	 */
	int begin(String path, String... headers) throws IOException {
		send(path, headers);
		return this.stream;
	}

	/**
	 * Wait for a text on a stream.
	 * @return the frame it is in
	 */
	String awaitData(int id, String text) throws IOException {
		while (true) {
			Frame frame = read();
			String data = new String(frame.payload, StandardCharsets.UTF_8);
			if (frame.stream == id && frame.type == DATA && data.contains(text)) {
				return data;
			}
		}
	}

	/**
	 * Give a stream up.
	 */
	void reset(int id) throws IOException {
		frame(RST_STREAM, 0, id, ByteBuffer.allocate(4).putInt((int) Http2Error.CANCEL.code()).array());
	}

	/**
	 * Wait for the server to close the connection.
	 * @return the error of the GOAWAY before that, empty without one
	 */
	String end() throws IOException {
		try {
			while (true) {
				read();
			}
		}
		catch (EOFException | SocketException ex) {
			return this.goAway;
		}
	}

	private Frame read() throws IOException {
		int length = (this.input.readUnsignedByte() << 16) | this.input.readUnsignedShort();
		int type = this.input.readUnsignedByte();
		int flags = this.input.readUnsignedByte();
		int id = this.input.readInt() & Integer.MAX_VALUE;
		byte[] payload = new byte[length];
		this.input.readFully(payload);
		if (type == SETTINGS && flags == 0) {
			frame(SETTINGS, 1, 0);
		}
		if (type == GOAWAY) {
			this.goAway = String.valueOf(Http2Error.valueOf(ByteBuffer.wrap(payload).getInt(4)));
		}
		return new Frame(type, flags, id, payload, (type == HEADERS) ? decode(id, payload) : Map.of());
	}

	private void frame(int type, int flags, int id, byte... payload) throws IOException {
		frame(type, flags, id, payload, 0, payload.length);
	}

	private void frame(int type, int flags, int id, byte[] payload, int from, int length) throws IOException {
		ByteBuffer head = ByteBuffer.allocate(9);
		head.putInt(length << 8 | type).put((byte) flags).putInt(id);
		byte[] frame = new byte[9 + length];
		System.arraycopy(head.array(), 0, frame, 0, 9);
		System.arraycopy(payload, from, frame, 9, length);
		this.output.write(frame);
		this.output.flush();
	}

	private record Frame(int type, int flags, int stream, byte[] payload, Map<String, List<String>> headers) {

	}

}
