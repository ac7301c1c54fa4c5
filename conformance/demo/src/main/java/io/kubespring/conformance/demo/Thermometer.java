package io.kubespring.conformance.demo;

record Thermometer(String namespace, String name, String place, int celsius) {

	boolean isIn(String namespace) {
		return namespace.isEmpty() || this.namespace.equals(namespace);
	}

}
