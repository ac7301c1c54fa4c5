package io.kubespring.benchmarks.comparison;

/**
 * The objects that are read and written, of about 1 KiB each as they are answered.
 */
final class Flunders {

	/**
	 * How many objects there are to read.
	 */
	static final int COUNT = 1000;

	/**
	 * The namespace of the objects that are read, and of others that stay few.
	 */
	static final String NAMESPACE = "default";

	/**
	 * The namespace of the objects that are created to measure creation.
	 */
	static final String SCRATCH = "scratch";

	private static final String PADDING = "x".repeat(600);

	private Flunders() {
	}

	static String collection(String namespace) {
		return "/apis/wardle.example.com/v1alpha1/namespaces/" + namespace + "/flunders";
	}

	static String name(long index) {
		return String.format("load-%06d", index);
	}

	static String path(long index) {
		return collection(NAMESPACE) + "/" + name(index);
	}

	/**
	 * An object as a client sends it.
	 * @param name its name
	 * @param mark a label's value, by which it differs from an earlier state
	 * @param resourceVersion the state it replaces, empty for none
	 */
	static String body(String name, String mark, String resourceVersion) {
		String version = resourceVersion.isEmpty() ? "" : "\"resourceVersion\":\"" + resourceVersion + "\",";
		return "{\"apiVersion\":\"wardle.example.com/v1alpha1\",\"kind\":\"Flunder\",\"metadata\":{" + version
				+ "\"name\":\"" + name + "\",\"labels\":{\"app\":\"" + mark + "\"}},\"spec\":{\"reference\":\""
				+ PADDING + "\"}}";
	}

	static String patch(String mark) {
		return "{\"metadata\":{\"labels\":{\"app\":\"" + mark + "\"}}}";
	}

}
