package io.kubespring.apiserver.autoconfigure;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Changes octets at random: the same seed changes the same octets in the same way.
 */
final class OctetMutator {

	private static final String[] SPICE = { "\r\n", "\n", "\r", "\0", ":", " ", "\t", "\r\n\r\n", ",", ";", "%00",
			"%2F", "%zz", "//", "..", "?", "#", "\u00ff", "\u0085", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0",
			"Transfer-Encoding: chunked\r\n", "Content-Length: 5\r\n", "Content-Length: 0\r\n", "Connection: close\r\n",
			"Expect: 100-continue\r\n", "X-Remote-User: bob\r\n", "X-Remote-Group: dev\r\n",
			"Authorization: Bearer x\r\n", "Accept: */*;q=9\r\n", "Accept-Encoding: gzip\r\n", "If-None-Match: *\r\n",
			"Impersonate-User: bob\r\n", "0\r\n\r\n", "5\r\nabcde\r\n", "-1", "99999999999999999999", "limit=1", "&",
			"=", "\u007f", "\u00c3\u0028", "GET / HTTP/1.1\r\n", "Host: \r\n", "Upgrade: h2c\r\n", " : ", "\r\n ",
			"timeout=1ms", "pretty=1" };

	private final Random random;

	OctetMutator(long seed) {
		this.random = new Random(seed);
	}

	int choose(int bound) {
		return this.random.nextInt(bound);
	}

	byte[] mutate(byte[] octets) {
		byte[] changed = octets;
		for (int i = 1 + this.random.nextInt(4); i > 0; i--) {
			changed = mutateOnce(changed);
		}
		return changed;
	}

	private byte[] mutateOnce(byte[] octets) {
		int at = this.random.nextInt(octets.length + 1);
		int end = Math.min(octets.length, at + this.random.nextInt(20));
		return switch (this.random.nextInt(7)) {
			case 0 -> join(octets, at, at, new byte[] { (byte) this.random.nextInt(256) });
			case 1 -> join(octets, at, Math.min(octets.length, at + 1), new byte[] { (byte) this.random.nextInt(256) });
			case 2 -> join(octets, at, end, new byte[0]);
			case 3 -> join(octets, at, at, slice(octets, at, end));
			case 4 -> join(octets, at, end, slice(octets, 0, end - at));
			case 5 -> slice(octets, 0, Math.max(1, at));
			default ->
				join(octets, at, at, SPICE[this.random.nextInt(SPICE.length)].getBytes(StandardCharsets.ISO_8859_1));
		};
	}

	private static byte[] slice(byte[] octets, int from, int to) {
		byte[] slice = new byte[to - from];
		System.arraycopy(octets, from, slice, 0, slice.length);
		return slice;
	}

	private static byte[] join(byte[] octets, int from, int to, byte[] between) {
		ByteArrayOutputStream joined = new ByteArrayOutputStream();
		joined.write(octets, 0, from);
		joined.writeBytes(between);
		joined.write(octets, to, octets.length - to);
		return (joined.size() > 0) ? joined.toByteArray() : new byte[] { 'G' };
	}

}
