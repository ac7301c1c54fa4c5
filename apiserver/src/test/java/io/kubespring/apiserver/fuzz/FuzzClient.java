package io.kubespring.apiserver.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Sends octets and reads one answer, over one connection as long as the server keeps it.
 */
final class FuzzClient implements AutoCloseable {

	private static final int PATIENCE_MILLIS = 20_000;

	/**
	 * How long the first events of a watch are waited for. What comes later is not looked
	 * at, which is no failure.
	 */
	private static final int WATCH_MILLIS = 5;

	private final int port;

	private @Nullable Socket socket;

	private InputStream input = InputStream.nullInputStream();

	FuzzClient(int port) {
		this.port = port;
	}

	/**
	 * Send a request.
	 * @param isWatch whether the answer may be a watch, asked when its head is there
	 */
	Answer send(HostileRequest request, String caller, BooleanSupplier isWatch) throws IOException {
		Socket connected = connect();
		connected.getOutputStream().write(request.bytes(caller));
		String head = head();
		while (head.startsWith("HTTP/1.1 1")) {
			head = head();
		}
		String headers = head.toLowerCase(Locale.ROOT);
		int status = Integer.parseInt(head.substring(9, 12));
		boolean ends = headers.contains("\r\nconnection: close");
		String body = "";
		if (status == 200 && isWatch.getAsBoolean()) {
			body = beginning(connected);
			ends = true;
		}
		else if (!request.method().equals("HEAD") && status != 204 && status != 304) {
			body = body(headers, ends);
		}
		if (ends) {
			close();
		}
		return new Answer(status, body);
	}

	private Socket connect() throws IOException {
		Socket known = this.socket;
		if (known == null) {
			known = new Socket(InetAddress.getLoopbackAddress(), this.port);
			known.setTcpNoDelay(true);
			known.setSoTimeout(PATIENCE_MILLIS);
			this.input = new BufferedInputStream(known.getInputStream());
			this.socket = known;
		}
		return known;
	}

	private String head() throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		int matched = 0;
		while (matched < 4) {
			int octet = read();
			head.write(octet);
			matched = (octet == ((matched % 2 == 0) ? '\r' : '\n')) ? matched + 1 : (octet == '\r') ? 1 : 0;
		}
		return head.toString(StandardCharsets.ISO_8859_1);
	}

	private String body(String headers, boolean ends) throws IOException {
		if (headers.contains("\r\ntransfer-encoding: chunked")) {
			ByteArrayOutputStream all = new ByteArrayOutputStream();
			int size = Integer.parseInt(line(), 16);
			while (size > 0) {
				all.write(exactly(size));
				line();
				size = Integer.parseInt(line(), 16);
			}
			line();
			return all.toString(StandardCharsets.UTF_8);
		}
		int at = headers.indexOf("\r\ncontent-length: ");
		if (at < 0) {
			return ends ? new String(this.input.readAllBytes(), StandardCharsets.UTF_8) : "";
		}
		int end = headers.indexOf("\r\n", at + 2);
		return new String(exactly(Integer.parseInt(headers.substring(at + 18, end).trim())), StandardCharsets.UTF_8);
	}

	private String beginning(Socket connected) throws IOException {
		connected.setSoTimeout(WATCH_MILLIS);
		ByteArrayOutputStream some = new ByteArrayOutputStream();
		try {
			byte[] buffer = new byte[4096];
			int length = this.input.read(buffer);
			while (length > 0) {
				some.write(buffer, 0, length);
				length = this.input.read(buffer);
			}
		}
		catch (SocketTimeoutException ex) {
			// It goes on, for somebody else.
		}
		return some.toString(StandardCharsets.UTF_8);
	}

	private byte[] exactly(int length) throws IOException {
		byte[] octets = this.input.readNBytes(length);
		if (octets.length < length) {
			throw new EOFException("the answer was cut off");
		}
		return octets;
	}

	private String line() throws IOException {
		StringBuilder line = new StringBuilder();
		int octet = read();
		while (octet != '\n') {
			if (octet != '\r') {
				line.append((char) octet);
			}
			octet = read();
		}
		return line.toString();
	}

	private int read() throws IOException {
		int octet = this.input.read();
		if (octet < 0) {
			throw new EOFException("no answer");
		}
		return octet;
	}

	@Override
	public void close() throws IOException {
		Socket known = this.socket;
		this.socket = null;
		if (known != null) {
			known.close();
		}
	}

	record Answer(int status, String body) {

	}

}
