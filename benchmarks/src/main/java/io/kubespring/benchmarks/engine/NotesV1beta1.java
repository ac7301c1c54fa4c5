package io.kubespring.benchmarks.engine;

import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiVersion;
import io.kubespring.apiserver.strategy.VersionConverter;

/**
 * An older version of notes.
 */
@ApiVersion(of = Notes.class, version = "v1beta1")
class NotesV1beta1 implements VersionConverter<NotesV1beta1.Note, Notes.Note> {

	@Override
	public void toHub(Note source, Notes.Note hub) {
		NoteSpec spec = source.getSpec();
		if (spec != null) {
			hub.setSpec(new Notes.NoteSpec(spec.words()));
		}
	}

	@Override
	public void fromHub(Notes.Note hub, Note target) {
		Notes.NoteSpec spec = hub.getSpec();
		if (spec != null) {
			target.setSpec(new NoteSpec(spec.text()));
		}
	}

	static class Note extends ApiObject<NoteSpec, Void> {

	}

	record NoteSpec(String words) {

	}

}
