package io.kubespring.benchmarks.edge;

/**
 * Where a fixed answer is given.
 */
enum Place {

	/**
	 * An {@code HttpHandler} in front of the application's.
	 */
	HTTP_HANDLER,

	/**
	 * A {@code HandlerMapping} before all others, found by the dispatcher.
	 */
	HANDLER_MAPPING,

	/**
	 * A {@code RouterFunction}, found by the dispatcher.
	 */
	ROUTER_FUNCTION

}
