package io.kubespring.benchmarks.comparison;

/**
 * What operations cost a server.
 *
 * @param operations how many there were
 * @param cpuMicros microseconds of CPU time, user and system, of the server's process
 * @param bytes bytes of the answers' bodies
 */
record Cost(long operations, double cpuMicros, long bytes) {

	double cpuPerOperation() {
		return this.cpuMicros / this.operations;
	}

	double bytesPerOperation() {
		return (double) this.bytes / this.operations;
	}

}
