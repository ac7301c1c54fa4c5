package io.kubespring.apiserver.autoconfigure;

import java.time.Duration;

import org.springframework.util.unit.DataSize;

/**
 * Properties of requests, and of what they may take.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public class RequestProperties {

	/**
	 * Longest body of a request.
	 */
	private DataSize maxBodySize = DataSize.ofMegabytes(3);

	/**
	 * Size of all bodies that are read or written at once; past it requests are answered
	 * by 429.
	 */
	private DataSize maxBodiesSize = DataSize.ofMegabytes(64);

	/**
	 * Number of objects of a collection that are deleted at once.
	 */
	private int deleteCollectionWorkers = 4;

	/**
	 * Longest time of a request that is neither a watch nor a connection. Clients can ask
	 * for less by the parameter 'timeout'.
	 */
	private Duration timeout = Duration.ofSeconds(60);

	/**
	 * Longest time of a create, update, patch or delete.
	 */
	private Duration writeTimeout = Duration.ofSeconds(34);

	/**
	 * Number of gets and lists that may be under way at once; 0 for no limit.
	 */
	private int maxInFlight = 400;

	/**
	 * Number of other requests that may be under way at once, watches and connections
	 * apart; 0 for no limit.
	 */
	private int maxMutatingInFlight = 200;

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

	public Duration getWriteTimeout() {
		return this.writeTimeout;
	}

	public void setWriteTimeout(Duration writeTimeout) {
		this.writeTimeout = writeTimeout;
	}

	public int getMaxInFlight() {
		return this.maxInFlight;
	}

	public void setMaxInFlight(int maxInFlight) {
		this.maxInFlight = maxInFlight;
	}

	public int getMaxMutatingInFlight() {
		return this.maxMutatingInFlight;
	}

	public void setMaxMutatingInFlight(int maxMutatingInFlight) {
		this.maxMutatingInFlight = maxMutatingInFlight;
	}

	public DataSize getMaxBodySize() {
		return this.maxBodySize;
	}

	public void setMaxBodySize(DataSize maxBodySize) {
		this.maxBodySize = maxBodySize;
	}

	public DataSize getMaxBodiesSize() {
		return this.maxBodiesSize;
	}

	public void setMaxBodiesSize(DataSize maxBodiesSize) {
		this.maxBodiesSize = maxBodiesSize;
	}

	public int getDeleteCollectionWorkers() {
		return this.deleteCollectionWorkers;
	}

	public void setDeleteCollectionWorkers(int deleteCollectionWorkers) {
		this.deleteCollectionWorkers = deleteCollectionWorkers;
	}

}
