package io.kubespring.apiserver.autoconfigure;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client of HTTP/1.1 that sends whatever octets a test likes, and is strict about what
 * it receives.
 */
final class RawHttp1 implements AutoCloseable {

	private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[0-9] ([1-5][0-9][0-9]) [ -~]*");

	private static final Pattern HEADER = Pattern.compile("([!#-'*+.0-9A-Z^-z|~-]+): ?([\\t -~\\x80-\\xFF]*)");

	private final Socket socket;

	private final InputStream in;

	RawHttp1(Socket socket) throws IOException {
		this.socket = socket;
		this.in = socket.getInputStream();
	}

	RawHttp1 send(String octets) throws IOException {
		return send(octets.getBytes(StandardCharsets.ISO_8859_1));
	}

	RawHttp1 send(byte[] octets) throws IOException {
		this.socket.getOutputStream().write(octets);
		this.socket.getOutputStream().flush();
		return this;
	}

	/**
	 * Send nothing more.
	 */
	RawHttp1 end() throws IOException {
		this.socket.shutdownOutput();
		return this;
	}

	/**
	 * Read one answer.
	 * @throws EOFException if the connection ends before its first octet
	 * @throws MalformedAnswerException if it is none
	 */
	Answer answer() throws IOException {
		Matcher status = STATUS_LINE.matcher(line(true));
		if (!status.matches()) {
			throw new MalformedAnswerException(status.toString());
		}
		int code = Integer.parseInt(status.group(1));
		Map<String, String> headers = new LinkedHashMap<>();
		for (String line = line(false); !line.isEmpty(); line = line(false)) {
			Matcher header = HEADER.matcher(line);
			if (!header.matches()) {
				throw new MalformedAnswerException("header " + line);
			}
			headers.merge(header.group(1).toLowerCase(Locale.ROOT), header.group(2), (one, two) -> one + "|" + two);
		}
		return new Answer(code, headers, new String(body(code, headers), StandardCharsets.UTF_8));
	}

	/**
	 * Read the head of an answer without end and the first line of its body.
	 */
	String firstLineOfStream() throws IOException {
		line(true);
		while (!line(false).isEmpty()) {
			// Its headers are of no interest.
		}
		int length = Integer.parseInt(line(false), 16);
		return new String(this.in.readNBytes(length), StandardCharsets.UTF_8);
	}

	/**
	 * Read all answers until the connection ends.
	 */
	List<Answer> answers() throws IOException {
		List<Answer> answers = new ArrayList<>();
		try {
			while (true) {
				answers.add(answer());
			}
		}
		catch (EOFException ex) {
			return answers;
		}
	}

	private byte[] body(int code, Map<String, String> headers) throws IOException {
		if (code == 204 || code == 304 || code < 200) {
			return new byte[0];
		}
		String length = headers.get("content-length");
		if (length != null) {
			byte[] body = this.in.readNBytes(Integer.parseInt(length));
			if (body.length != Integer.parseInt(length)) {
				throw new MalformedAnswerException("cut off after " + body.length + " of " + length);
			}
			return body;
		}
		if ("chunked".equals(headers.get("transfer-encoding"))) {
			return chunks();
		}
		return this.in.readAllBytes();
	}

	private byte[] chunks() throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		while (true) {
			int length = Integer.parseInt(line(false), 16);
			body.writeBytes(this.in.readNBytes(length));
			if (!line(false).isEmpty()) {
				throw new MalformedAnswerException("chunk without end");
			}
			if (length == 0) {
				return body.toByteArray();
			}
		}
	}

	private String line(boolean first) throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		while (true) {
			int octet = this.in.read();
			if (octet == -1) {
				if (first && line.size() == 0) {
					throw new EOFException();
				}
				throw new MalformedAnswerException("cut off in " + line);
			}
			if (octet == '\n') {
				String text = line.toString(StandardCharsets.ISO_8859_1);
				if (!text.endsWith("\r")) {
					throw new MalformedAnswerException("bare line feed after " + text);
				}
				return text.substring(0, text.length() - 1);
			}
			line.write(octet);
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	record Answer(int status, Map<String, String> headers, String body) {

		String header(String name) {
			return this.headers.getOrDefault(name, "");
		}

	}

	/**
	 * What came is no answer.
	 */
	static final class MalformedAnswerException extends IOException {

		MalformedAnswerException(String message) {
			super(message);
		}

	}

}
