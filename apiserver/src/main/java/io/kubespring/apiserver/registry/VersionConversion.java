package io.kubespring.apiserver.registry;

import java.util.ArrayList;
import java.util.List;

import io.kubernetes.client.common.KubernetesObject;
import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.MalformedBodyException;
import io.kubespring.apiserver.codec.ObjectCodec;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.codec.TreeRebase;
import io.kubespring.apiserver.codec.TypeMismatchException;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.GroupVersionKind;
import io.kubespring.apiserver.strategy.VersionConverter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Objects of one version as the hub's and back: a converter between the Java types, and
 * around it what no converter has to care for. Runs user code, and so belongs on worker
 * threads; safe for use by several.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class VersionConversion {

	private static final Log logger = LogFactory.getLog(VersionConversion.class);

	private final VersionConverter<KubernetesObject, KubernetesObject> converter;

	private final Side version;

	private final Side hub;

	private final Object storedKey = new Object();

	@SuppressWarnings("unchecked")
	VersionConversion(VersionConverter<?, ?> converter, Side version, Side hub) {
		this.converter = (VersionConverter<KubernetesObject, KubernetesObject>) converter;
		this.version = version;
		this.hub = hub;
	}

	/**
	 * The kind in the version.
	 * @return the group, version and kind
	 */
	public GroupVersionKind kind() {
		return this.version.kind();
	}

	/**
	 * Convert to the hub.
	 * @param object an object in the version, not modified
	 * @return a new tree
	 * @throws MalformedBodyException if the object does not fit the version's Java type
	 * @throws ApiStatusException if the converter fails
	 */
	public ObjectNode toHub(ObjectNode object) {
		return convert(object, this.version, this.hub, this.converter::toHub);
	}

	/**
	 * Convert from the hub.
	 * @param object an object in the hub's version, not modified
	 * @return a new tree
	 * @throws MalformedBodyException if the object does not fit the hub's Java type
	 * @throws ApiStatusException if the converter fails
	 */
	public ObjectNode fromHub(ObjectNode object) {
		return convert(object, this.hub, this.version, this.converter::fromHub);
	}

	/**
	 * Repeat on an object in the hub's version what was changed in this version.
	 * @param object the object in the hub's version
	 * @param before the object in this version before the change
	 * @param after the object in this version after the change
	 * @param hub the tree of the object in the hub's version before the change
	 * @return the object in the hub's version after the change; what this version does
	 * not show is as it was
	 */
	public ObjectNode repeat(EncodedObject object, ObjectNode before, ObjectNode after, ObjectNode hub) {
		return TreeRebase.rebase(isStoredForm(object) ? hub : toHub(before), toHub(after), hub);
	}

	/**
	 * Keep with an object the bytes of this version that it was made of.
	 * @param object the object in the hub's version
	 * @param stored canonical JSON without resource version, which this conversion would
	 * make of the object, and of which it makes the object
	 */
	void remember(EncodedObject object, byte[] stored) {
		object.memo(this.storedKey, (hub) -> stored);
	}

	/**
	 * Whether the bytes of this version are known that an object was made of, which show
	 * all of it.
	 */
	private boolean isStoredForm(EncodedObject object) {
		return object.known(this.storedKey) != null;
	}

	/**
	 * The object in this version, if it was converted already or was stored so.
	 * @param object an object in the hub's version
	 * @return the object in this version, or {@code null}
	 */
	@Nullable EncodedObject known(EncodedObject object) {
		EncodedObject known = object.known(this);
		return (known == null && isStoredForm(object)) ? fromHub(object) : known;
	}

	/**
	 * The object in this version, converted once.
	 * @param object an object in the hub's version
	 * @return the object in this version
	 * @throws ApiStatusException if the converter fails, or the object does not fit the
	 * hub's Java type
	 */
	public EncodedObject fromHub(EncodedObject object) {
		return object.memo(this, (hub) -> {
			byte[] stored = hub.known(this.storedKey);
			if (stored != null) {
				return EncodedObject.decode(hub.revision(), stored);
			}
			ObjectNode tree = hub.tree();
			if (tree.get("metadata") instanceof ObjectNode metadata) {
				metadata.remove("resourceVersion");
			}
			return EncodedObject.decode(hub.revision(), TreeCodec.SHARED.writeStored(stored(tree)));
		});
	}

	private ObjectNode stored(ObjectNode tree) {
		try {
			return fromHub(tree);
		}
		catch (MalformedBodyException ex) {
			throw failed(tree, this.hub, this.version, ex);
		}
	}

	private static ObjectNode convert(ObjectNode object, Side from, Side to, Step step) {
		List<JsonPointer> unknown = new ArrayList<>();
		KubernetesObject source = read(object, from, unknown);
		ObjectNode shell = shell(object, to);
		KubernetesObject target = to.codec().toObject(shell);
		ObjectNode empty = to.codec().toTree(target);
		try {
			step.convert(source, target);
		}
		catch (ApiStatusException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw failed(object, from, to, ex);
		}
		ObjectNode content = to.codec().toTree(target);
		takeAnnotations(empty, content, shell);
		content.properties().forEach((member) -> {
			if (!shell.has(member.getKey())) {
				shell.set(member.getKey(), member.getValue());
			}
		});
		CarriedMembers.carry(unknown, object, shell, to.codec());
		return shell;
	}

	private static KubernetesObject read(ObjectNode object, Side side, List<JsonPointer> unknown) {
		try {
			return side.codec().toObject(object, unknown::add);
		}
		catch (TypeMismatchException ex) {
			throw new MalformedBodyException(DecodingProblem.text(object, ex, side.kind().version()));
		}
	}

	/**
	 * The object in another version with its metadata and nothing else.
	 */
	private static ObjectNode shell(ObjectNode object, Side side) {
		ObjectNode shell = object.objectNode();
		shell.put("apiVersion", side.kind().groupVersion().toString());
		shell.put("kind", side.kind().kind());
		JsonNode metadata = object.get("metadata");
		shell.set("metadata", (metadata != null) ? metadata.deepCopy() : object.objectNode());
		return shell;
	}

	private static void takeAnnotations(ObjectNode before, ObjectNode after, ObjectNode shell) {
		JsonNode old = before.path("metadata").path("annotations");
		JsonNode wanted = after.path("metadata").path("annotations");
		if (!wanted.equals(old) && shell.get("metadata") instanceof ObjectNode metadata) {
			if (wanted.isObject() && !wanted.isEmpty()) {
				metadata.set("annotations", wanted);
			}
			else {
				metadata.remove("annotations");
			}
		}
	}

	private static ApiStatusException failed(ObjectNode object, Side from, Side to, RuntimeException cause) {
		JsonNode metadata = object.path("metadata");
		String namespace = metadata.path("namespace").asString("");
		String name = (namespace.isEmpty() ? "" : namespace + "/") + metadata.path("name").asString("");
		String message = "conversion of " + from.kind().kind() + " \"" + name + "\" from " + from.kind().groupVersion()
				+ " to " + to.kind().groupVersion() + " failed";
		logger.error(message, cause);
		return ApiStatusException.internalError(message);
	}

	/**
	 * One end of a conversion.
	 *
	 * @param kind the kind in its version
	 * @param codec reads and writes the Java type
	 */
	record Side(GroupVersionKind kind, ObjectCodec<KubernetesObject> codec) {

	}

	@FunctionalInterface
	private interface Step {

		void convert(KubernetesObject source, KubernetesObject target);

	}

}
