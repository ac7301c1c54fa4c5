package io.kubespring.benchmarks.engine;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.kubespring.apiserver.authentication.ClientCertificateAuthenticator;
import io.kubespring.apiserver.authentication.RequestHeaderAuthenticator;
import io.kubespring.apiserver.authentication.RequestHeaderSettings;
import io.kubespring.apiserver.authentication.TrustedAuthorities;
import io.kubespring.apiserver.authentication.UnionAuthenticator;
import io.kubespring.apiserver.authorization.AlwaysAllowGroupsAuthorizer;
import io.kubespring.apiserver.authorization.AlwaysAllowPathsAuthorizer;
import io.kubespring.apiserver.authorization.Decision;
import io.kubespring.apiserver.authorization.SubjectAccessReviewAuthorizer;
import io.kubespring.apiserver.authorization.UnionAuthorizer;
import io.kubespring.apiserver.certificate.CertificateAuthority;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.publisher.Mono;

import org.springframework.http.server.reactive.SslInfo;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

/**
 * What a GET costs when its caller is authenticated and authorized as in a cluster, with
 * a decision that is remembered, and what it costs when everybody is let in. The requests
 * are the same.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 6, time = 3)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TrustBenchmark {

	private static final Duration YEAR = Duration.ofDays(365);

	private final CertificateAuthority proxies = CertificateAuthority.create("fp", YEAR, Clock.systemUTC());

	private final CertificateAuthority clients = CertificateAuthority.create("cl", YEAR, Clock.systemUTC());

	private final SslInfo proxy = presented(
			this.proxies.issueClient("front-proxy-client", List.of(), YEAR).certificate());

	private final SslInfo alice = presented(this.clients.issueClient("alice", List.of("dev"), YEAR).certificate());

	private final BenchmarkServer open = new BenchmarkServer(10, 0);

	private final BenchmarkServer guarded = guarded();

	private BenchmarkServer guarded() {
		Clock clock = Clock.systemUTC();
		RequestHeaderSettings headers = new RequestHeaderSettings(
				TrustedAuthorities.of(List.of(this.proxies.root().certificate())), Set.of("front-proxy-client"),
				List.of("X-Remote-User"), List.of("X-Remote-Uid"), List.of("X-Remote-Group"),
				List.of("X-Remote-Extra-"));
		TrustedAuthorities authorities = TrustedAuthorities.of(List.of(this.clients.root().certificate()));
		return new BenchmarkServer(10, 0, List.of(),
				new UnionAuthenticator(List.of(new RequestHeaderAuthenticator(() -> headers, clock),
						new ClientCertificateAuthenticator(() -> authorities, clock)), true),
				new UnionAuthorizer(List.of(new AlwaysAllowGroupsAuthorizer(Set.of("system:masters")),
						new AlwaysAllowPathsAuthorizer(List.of("/healthz", "/readyz", "/livez")),
						new SubjectAccessReviewAuthorizer((review) -> Mono.just(Decision.ALLOW), YEAR, YEAR, clock))));
	}

	/**
	 * End the servers.
	 */
	@TearDown
	public void close() {
		this.open.close();
		this.guarded.close();
	}

	/**
	 * Answer a GET of anybody.
	 * @return the number of bytes
	 */
	@Benchmark
	public long everybodyIsLetIn() {
		return this.open.ask(request(this.proxy));
	}

	/**
	 * Answer a GET that a front proxy passes on.
	 * @return the number of bytes
	 */
	@Benchmark
	public long frontProxy() {
		return this.guarded.ask(request(this.proxy));
	}

	/**
	 * Answer a GET of a client with a certificate, who is not a front proxy.
	 * @return the number of bytes
	 */
	@Benchmark
	public long clientCertificate() {
		return this.guarded.ask(request(this.alice));
	}

	private static MockServerHttpRequest request(SslInfo presented) {
		return MockServerHttpRequest.get("/apis/bench.example.com/v1/namespaces/n/notes/note7")
			.header("Accept", "application/json")
			.header("X-Remote-User", "alice@example.com")
			.header("X-Remote-Group", "dev", "ops", "system:authenticated")
			.header("X-Remote-Extra-Authentication.kubernetes.io%2Fcredential-Id", "X509SHA256=0123456789abcdef")
			.sslInfo(presented)
			.build();
	}

	private static SslInfo presented(X509Certificate certificate) {
		X509Certificate[] chain = { certificate };
		return new SslInfo() {

			@Override
			public String getSessionId() {
				return "1";
			}

			@Override
			public X509Certificate[] getPeerCertificates() {
				return chain;
			}

		};
	}

}
