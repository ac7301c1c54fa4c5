package io.kubespring.apiserver.authentication;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request made of headers and certificates.
 */
public final class TestRequest implements AuthenticationRequest {

	private final Map<String, List<String>> headers = new LinkedHashMap<>();

	private final List<X509Certificate> peer;

	private TestRequest(List<X509Certificate> peer) {
		this.peer = peer;
	}

	public static TestRequest with(X509Certificate... peer) {
		return new TestRequest(List.of(peer));
	}

	public TestRequest header(String name, String value) {
		this.headers.computeIfAbsent(name, (key) -> new ArrayList<>()).add(value);
		return this;
	}

	@Override
	public List<String> header(String name) {
		return this.headers.entrySet()
			.stream()
			.filter((header) -> header.getKey().equalsIgnoreCase(name))
			.flatMap((header) -> header.getValue().stream())
			.toList();
	}

	@Override
	public Map<String, List<String>> headers() {
		return this.headers;
	}

	@Override
	public List<X509Certificate> peerCertificates() {
		return this.peer;
	}

}
