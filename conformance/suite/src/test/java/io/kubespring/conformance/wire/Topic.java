package io.kubespring.conformance.wire;

import java.util.List;
import java.util.stream.Stream;

/**
 * Scenarios that are run in order, each on what the earlier ones left, beginning with an
 * empty group.
 *
 * @param name the name, by which a topic is run alone
 * @param oracle whose answers are right
 * @param version what {@code VERSION} means
 * @param namespaces the namespaces that exist
 * @param scenarios the scenarios
 * @param http2 whether all is asked once more over HTTP/2
 */
record Topic(String name, Oracle oracle, String version, List<String> namespaces, List<Scenario> scenarios,
		boolean http2) {

	/**
	 * A topic that is put to a custom resource.
	 */
	static Topic ofCustomResource(String name, List<Scenario> scenarios, String... namespaces) {
		return new Topic(name, Oracle.CUSTOM_RESOURCE, "v1", List.of(namespaces), scenarios, false);
	}

	/**
	 * A topic that is put to Go's sample-apiserver.
	 */
	static Topic ofSampleApiServer(String name, List<Scenario> scenarios, String... namespaces) {
		return new Topic(name, Oracle.SAMPLE_APISERVER, "v1beta1", List.of(namespaces), scenarios, false);
	}

	/**
	 * The same, over HTTP/2 too, because the transport may show in the answers.
	 */
	Topic overHttp2() {
		return new Topic(this.name, this.oracle, this.version, this.namespaces, this.scenarios, true);
	}

	/**
	 * The same, asked in another version.
	 */
	Topic inVersion(String version) {
		return new Topic(this.name, this.oracle, version, this.namespaces, this.scenarios, this.http2);
	}

	/**
	 * The collections that the topic fills.
	 */
	List<String> collections() {
		boolean sample = this.oracle == Oracle.SAMPLE_APISERVER;
		return Stream
			.concat(this.namespaces.stream()
				.map((namespace) -> "/apis/GROUP/VERSION/namespaces/" + namespace + "/"
						+ (sample ? "flunders" : "widgets")),
					sample ? Stream.empty() : Stream.of("/apis/GROUP/VERSION/gadgets"))
			.toList();
	}

	List<Route> routes() {
		return this.http2 ? List.of(Route.values()) : List.of(Route.DIRECT, Route.AGGREGATED);
	}

	/**
	 * Whether the topic asks a custom resource's group what it has, and changes nothing.
	 */
	boolean isOfDiscovery() {
		return this.name.equals("discovery");
	}

	/**
	 * The name of a scenario in the whole suite.
	 */
	String id(Scenario scenario) {
		return this.name + "/" + scenario.name();
	}

}
