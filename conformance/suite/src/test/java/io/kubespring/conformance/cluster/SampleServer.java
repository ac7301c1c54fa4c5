package io.kubespring.conformance.cluster;

/**
 * Go's sample-apiserver with an etcd of its own, so that its source can fail.
 */
public final class SampleServer extends TroubledServer {

	private final ControlPlane plane;

	private final String etcdUrl = "http://127.0.0.1:" + ControlPlane.freePort();

	private final int port = ControlPlane.freePort();

	private final RawClient client;

	private final ChildProcess etcd;

	private ChildProcess process;

	SampleServer(ControlPlane plane) {
		this.plane = plane;
		this.client = plane.frontProxy(this.port);
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
	ChildProcess process() {
		return this.process;
	}

	@Override
	public void launch() {
		this.process = this.plane.startSampleApiServer(this.port, this.etcdUrl);
	}

	@Override
	public void awaitReady() {
		this.client.awaitReady();
	}

}
