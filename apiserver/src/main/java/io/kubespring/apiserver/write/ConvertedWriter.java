package io.kubespring.apiserver.write;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.MalformedBodyException;
import io.kubespring.apiserver.registry.ObjectVersion;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.VersionConversion;
import io.kubespring.apiserver.request.RequestContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes writes that clients send in one version of a resource in the hub's: what they
 * create is converted, what they change is repeated on the hub's object, and what came of
 * it is converted back.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ConvertedWriter implements ObjectWriter {

	private final ObjectWriter hub;

	private final VersionConversion conversion;

	private final ObjectVersion version;

	private final ResourceDefinition definition;

	private final ObjectChecks checks;

	private final TypeMetaCheck typeMeta;

	/**
	 * Create a writer.
	 * @param definition the resource in the version
	 * @param conversion converts the version
	 * @param hub makes writes in the hub's version
	 */
	public ConvertedWriter(ResourceDefinition definition, VersionConversion conversion, ObjectWriter hub) {
		this.definition = definition;
		this.conversion = conversion;
		this.version = ObjectVersion.of(conversion);
		this.hub = hub;
		this.checks = new ObjectChecks(definition);
		this.typeMeta = new TypeMetaCheck(definition.kind());
	}

	@Override
	public WriteResult execute(WriteRequest request, RequestContext context) {
		Mutation mutation = request.mutation();
		if (mutation instanceof Mutation.Create creation) {
			mutation = new Mutation.Create(toHub(checked(creation.object().deepCopy(), request, context)));
		}
		else if (mutation instanceof Mutation.Change change) {
			mutation = new Mutation.Converted(change,
					(object, current) -> repeated(change, object, current, request, context),
					(sent) -> toHub(checked(sent.deepCopy(), request, context)));
		}
		WriteRequest converted = new WriteRequest(request.key(), request.part(), mutation, request.dryRun(),
				request.validation(), request.creation());
		WriteResult result = this.hub.execute(converted, context);
		EncodedObject object = this.version.convert(result.object());
		return new WriteResult(result.outcome(), object);
	}

	private ObjectNode checked(ObjectNode object, WriteRequest request, RequestContext context) {
		this.checks.shape(object, request.validation(), context);
		this.typeMeta.requireVersion(object);
		return object;
	}

	private JsonNode repeated(Mutation.Change change, EncodedObject object, ObjectNode current, WriteRequest request,
			RequestContext context) {
		ObjectNode before = this.version.convert(object).tree();
		JsonNode patched = change.apply(object, before);
		if (!(patched instanceof ObjectNode after)) {
			return patched;
		}
		if (change.isReplacement()) {
			checked(after, request, context);
		}
		else {
			this.checks.shapePatched(after, request.validation(), context, () -> change.apply(object, before));
			this.typeMeta.requireVersion(after);
		}
		try {
			return this.conversion.repeat(object, before, after, current);
		}
		catch (MalformedBodyException ex) {
			throw unfit(after, ex);
		}
	}

	private ObjectNode toHub(ObjectNode object) {
		try {
			return this.conversion.toHub(object);
		}
		catch (MalformedBodyException ex) {
			throw unfit(object, ex);
		}
	}

	private RuntimeException unfit(ObjectNode object, MalformedBodyException ex) {
		return TypeMetaCheck.notHandled(object, this.definition.kind().kind(), String.valueOf(ex.getMessage()));
	}

}
