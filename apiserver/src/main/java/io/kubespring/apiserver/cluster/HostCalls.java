package io.kubespring.apiserver.cluster;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Tells listeners of requests to the host cluster.
 *
 * @author The kubespring authors
 */
final class HostCalls implements Interceptor {

	private final List<HostCallListener> listeners = new CopyOnWriteArrayList<>();

	void add(HostCallListener listener) {
		this.listeners.add(listener);
	}

	@Override
	public Response intercept(Chain chain) throws IOException {
		String path = chain.request().url().encodedPath();
		this.listeners.forEach((listener) -> listener.onBegin(path));
		long begun = System.nanoTime();
		int code = 0;
		try {
			Response response = chain.proceed(chain.request());
			code = response.code();
			return response;
		}
		finally {
			long nanos = System.nanoTime() - begun;
			for (HostCallListener listener : this.listeners) {
				listener.onEnd(path, code, nanos);
			}
		}
	}

}
