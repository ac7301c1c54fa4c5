package io.kubespring.conformance.churn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.models.V1ListMeta;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesApi;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesListObject;
import io.kubernetes.client.util.generic.options.ListOptions;

/**
 * Lists page by page, again and again, until it is told to stop.
 */
final class Pager implements Callable<List<Pager.Walk>> {

	private static final int LIMIT = 5;

	private final DynamicKubernetesApi api;

	private final String namespace;

	private final AtomicBoolean stopped;

	Pager(DynamicKubernetesApi api, String namespace, AtomicBoolean stopped) {
		this.api = api;
		this.namespace = namespace;
		this.stopped = stopped;
	}

	@Override
	public List<Walk> call() throws ApiException {
		List<Walk> walks = new ArrayList<>();
		do {
			walks.add(walk());
		}
		while (!this.stopped.get());
		return walks;
	}

	private Walk walk() throws ApiException {
		List<String> revisions = new ArrayList<>();
		List<String> names = new ArrayList<>();
		Map<String, Long> objects = new TreeMap<>();
		String token = null;
		do {
			DynamicKubernetesListObject page = this.api
				.list(this.namespace, new ListOptions().limit(LIMIT)._continue(token))
				.throwsApiException()
				.getObject();
			V1ListMeta metadata = page.getMetadata();
			revisions.add(metadata.getResourceVersion());
			page.getItems().forEach((object) -> {
				names.add(object.getMetadata().getName());
				objects.put(object.getMetadata().getName(), Long.parseLong(object.getMetadata().getResourceVersion()));
			});
			token = metadata.getContinue();
		}
		while (token != null && !token.isEmpty());
		return new Walk(revisions, names, objects);
	}

	/**
	 * One list, page by page.
	 *
	 * @param revisions each page's revision
	 * @param names the objects' names as they came
	 * @param objects the objects' revisions by name
	 */
	record Walk(List<String> revisions, List<String> names, Map<String, Long> objects) {

	}

}
