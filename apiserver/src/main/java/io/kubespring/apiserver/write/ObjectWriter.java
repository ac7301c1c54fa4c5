package io.kubespring.apiserver.write;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.request.RequestContext;

/**
 * What makes the writes of one resource. Blocks; runs on worker threads and is safe for
 * use by several of them.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface ObjectWriter {

	/**
	 * Make a write.
	 * @param request the write
	 * @param context the request behind it
	 * @return what it led to
	 * @throws ApiStatusException if it is refused
	 */
	WriteResult execute(WriteRequest request, RequestContext context);

}
