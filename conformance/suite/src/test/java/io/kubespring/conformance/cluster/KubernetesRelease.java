package io.kubespring.conformance.cluster;

/**
 * The newest kube-apiserver and the oldest one that is supported. kubectl, etcd and
 * sample-apiserver are those of the newest with both.
 */
public enum KubernetesRelease {

	NEWEST("v1.37.2", "control-plane"),

	OLDEST("v1.34.4", "control-plane-1.34");

	private final String version;

	private final String module;

	KubernetesRelease(String version, String module) {
		this.version = version;
		this.module = module;
	}

	/**
	 * The folder of the Go module that pins its sources.
	 */
	String module() {
		return this.module;
	}

	String linkerFlags() {
		String[] numbers = this.version.substring(1).split("\\.");
		String flag = " -X k8s.io/component-base/version.";
		return "-s -w" + flag + "gitVersion=" + this.version + flag + "gitMajor=" + numbers[0] + flag + "gitMinor="
				+ numbers[1];
	}

	@Override
	public String toString() {
		return "Kubernetes " + this.version;
	}

}
