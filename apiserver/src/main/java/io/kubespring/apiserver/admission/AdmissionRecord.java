package io.kubespring.apiserver.admission;

import java.util.HashMap;
import java.util.Map;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubespring.apiserver.authentication.UserInfo;
import io.kubespring.apiserver.codec.MalformedBodyException;
import io.kubespring.apiserver.codec.ObjectCodec;
import io.kubespring.apiserver.codec.TreeRebase;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.GroupVersionKind;
import io.kubespring.apiserver.meta.GroupVersionResource;
import io.kubespring.apiserver.request.RequestContext;
import io.kubespring.apiserver.request.WriteOptions;
import io.kubespring.apiserver.selector.LabelSyntax;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request on its way through one half of a chain. The object is decoded for the first
 * bean that is called, the old one for the first that asks.
 */
final class AdmissionRecord implements AdmissionAttributes<KubernetesObject> {

	private final AdmissionRequest request;

	private final @Nullable ObjectNode tree;

	private final @Nullable ObjectNode oldTree;

	private final ObjectCodec<KubernetesObject> codec;

	private final RequestContext context;

	private final @Nullable KubernetesObject object;

	private final @Nullable ObjectNode before;

	private @Nullable KubernetesObject oldObject;

	private final Map<String, String> annotations = new HashMap<>();

	AdmissionRecord(AdmissionRequest request, @Nullable ObjectNode tree, @Nullable ObjectNode oldTree,
			ObjectCodec<KubernetesObject> codec, RequestContext context) {
		this.request = request;
		this.tree = tree;
		this.oldTree = oldTree;
		this.codec = codec;
		this.context = context;
		this.object = (tree != null) ? codec.toObject(tree) : null;
		this.before = (this.object != null) ? codec.toTree(this.object) : null;
	}

	/**
	 * The object with what was changed.
	 */
	@Nullable ObjectNode changed() {
		if (this.object == null || this.before == null || this.tree == null) {
			return this.tree;
		}
		ObjectNode after = this.codec.toTree(this.object);
		return after.equals(this.before) ? this.tree : TreeRebase.rebase(this.before, after, this.tree);
	}

	@Override
	public Operation operation() {
		return this.request.operation();
	}

	@Override
	public GroupVersionKind kind() {
		return this.request.kind();
	}

	@Override
	public GroupVersionResource resource() {
		return this.request.resource();
	}

	@Override
	public String subresource() {
		return this.request.subresource();
	}

	@Override
	public String name() {
		return this.request.key().name();
	}

	@Override
	public String namespace() {
		return this.request.key().namespace();
	}

	@Override
	public @Nullable KubernetesObject object() {
		return this.object;
	}

	@Override
	public @Nullable KubernetesObject oldObject() {
		if (this.oldObject == null && this.oldTree != null) {
			try {
				this.oldObject = this.codec.toObject(this.oldTree);
			}
			catch (MalformedBodyException ex) {
				throw ApiStatusException
					.internalError("the stored object cannot be read as a " + this.request.kind().kind() + " any more");
			}
		}
		return this.oldObject;
	}

	@Override
	public UserInfo user() {
		return this.context.user();
	}

	@Override
	public boolean dryRun() {
		return this.request.dryRun();
	}

	@Override
	public @Nullable WriteOptions writeOptions() {
		return this.request.writeOptions();
	}

	@Override
	public @Nullable DeleteOptions deleteOptions() {
		return this.request.deleteOptions();
	}

	@Override
	public void addAnnotation(String key, String value) {
		if (key.indexOf('/') < 0 || !LabelSyntax.key(key).isEmpty()) {
			throw new IllegalArgumentException(
					"'" + key + "' is not a domain and a name such as orders.example.com/clerk");
		}
		String other = this.annotations.putIfAbsent(key, value);
		if (other != null && !other.equals(value)) {
			throw new IllegalArgumentException("The annotation " + key + " is '" + other + "' already");
		}
		this.context.addAuditAnnotation(key, value);
	}

	@Override
	public void addWarning(String text) {
		this.context.warn(text);
	}

	@Override
	public ApiStatusException forbidden(String message) {
		return ApiStatusException.forbidden(resource().groupResource(), shownName(), message);
	}

	private String shownName() {
		if (!name().isEmpty()) {
			return name();
		}
		V1ObjectMeta metadata = (this.object != null) ? this.object.getMetadata() : null;
		String name = (metadata != null) ? metadata.getName() : null;
		String generateName = (metadata != null) ? metadata.getGenerateName() : null;
		return (name != null && !name.isEmpty()) ? name
				: (generateName != null && !generateName.isEmpty()) ? generateName : "Unknown";
	}

}
