package io.kubespring.conformance.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;

/**
 * Go's sample-apiserver with an etcd of its own, so that its source can fail.
 */
public final class SampleServer implements TroubledServer {

	private final ControlPlane plane;

	private final String etcdUrl = "http://127.0.0.1:" + ControlPlane.freePort();

	private final int port = ControlPlane.freePort();

	private final RawClient client;

	private final ChildProcess etcd;

	private ChildProcess process;

	SampleServer(ControlPlane plane) {
		this.plane = plane;
		this.client = new RawClient("https://127.0.0.1:" + this.port, Path.of(plane.pki().file("proxy.crt")),
				Path.of(plane.pki().file("proxy.key")),
				Map.of("X-Remote-User", "admin", "X-Remote-Group", "system:masters"));
		this.etcd = plane.startEtcd("sample-etcd", this.etcdUrl);
		this.process = plane.startSampleApiServer(this.port, this.etcdUrl);
	}

	int port() {
		return this.port;
	}

	/**
	 * A client that speaks to the server directly.
	 */
	public RawClient client() {
		return this.client;
	}

	/**
	 * Let its source hang.
	 */
	public void suspendSource() {
		this.etcd.signal("STOP");
	}

	/**
	 * Let its source go on.
	 */
	public void resumeSource() {
		this.etcd.signal("CONT");
	}

	@Override
	public void suspend() {
		this.process.signal("STOP");
	}

	@Override
	public void resume() {
		this.process.signal("CONT");
	}

	@Override
	public void kill() {
		this.process.kill();
	}

	@Override
	public boolean isAlive() {
		return this.process.isAlive();
	}

	@Override
	public int awaitEnd() {
		return this.process.awaitEnd();
	}

	@Override
	public void launch() {
		this.process = this.plane.startSampleApiServer(this.port, this.etcdUrl);
	}

	@Override
	public void awaitReady() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(90))
			.pollInterval(Duration.ofMillis(200))
			.ignoreExceptions()
			.until(() -> this.client.send("GET", "/readyz", "", Map.of()).body().equals("ok"));
	}

}
