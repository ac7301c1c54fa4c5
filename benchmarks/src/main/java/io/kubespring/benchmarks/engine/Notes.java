package io.kubespring.benchmarks.engine;

import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.StoredResource;

/**
 * A stored resource.
 */
@ApiResource(group = "bench.example.com", version = "v1")
class Notes implements StoredResource<Notes.Note> {

	static class Note extends ApiObject<NoteSpec, Void> {

	}

	record NoteSpec(String text) {

	}

}
