package io.kubespring.apiserver.registry;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import io.kubespring.apiserver.meta.GroupResource;
import io.kubespring.apiserver.meta.GroupVersionKind;
import io.kubespring.apiserver.meta.GroupVersionResource;
import io.kubespring.apiserver.request.Verb;
import io.kubespring.apiserver.resource.Scope;
import io.kubespring.apiserver.strategy.ObjectTable;
import org.jspecify.annotations.Nullable;

/**
 * All that is known at start about one resource; immutable.
 *
 * @param bean the bean that serves the resource
 * @param resource the group, version and plural name
 * @param kind the group, version and kind
 * @param listKind the kind of lists
 * @param singular the singular name
 * @param scope whether objects live in namespaces
 * @param shortNames short names for command lines
 * @param categories categories for command lines
 * @param verbs what is served
 * @param type the Java type of the objects
 * @param stored whether the configured store holds the objects
 * @param table how objects are shown in columns
 * @param hasStatusSubresource whether the status has an endpoint of its own
 * @param scale where the numbers of replicas are, {@code null} without that subresource
 * @param connectors the subresources that connect
 * @param versions what is known of this version and others
 * @param hooks what the application has to say about writes
 * @author The kubespring authors
 * @since 0.1.0
 */
public record ResourceDefinition(Object bean, GroupVersionResource resource, GroupVersionKind kind, String listKind,
		String singular, Scope scope, List<String> shortNames, List<String> categories, Set<Verb> verbs, Type type,
		boolean stored, ObjectTable table, boolean hasStatusSubresource, @Nullable ScaleDefinition scale,
		List<ConnectorDefinition> connectors, ServedVersions versions, ResourceHooks hooks) {

	private static final int HASH_BYTES = 8;

	/**
	 * The same resource with what is known of its versions.
	 * @param versions what is known
	 * @return the definition
	 */
	public ResourceDefinition withVersions(ServedVersions versions) {
		return new ResourceDefinition(this.bean, this.resource, this.kind, this.listKind, this.singular, this.scope,
				this.shortNames, this.categories, this.verbs, this.type, this.stored, this.table,
				this.hasStatusSubresource, this.scale, this.connectors, versions, this.hooks);
	}

	/**
	 * The resource without its version.
	 * @return the group resource
	 */
	public GroupResource groupResource() {
		return this.resource.groupResource();
	}

	/**
	 * Whether objects live in namespaces.
	 * @return {@code true} for namespaced resources
	 */
	public boolean namespaced() {
		return this.scope == Scope.NAMESPACED;
	}

	/**
	 * Whether stored bytes are served as they are: there is one version, and no object
	 * can lack defaults.
	 * @return {@code false} if objects are brought up to date when they are read
	 */
	public boolean isStoredAsServed() {
		return this.versions.others().isEmpty() && !this.hooks.hasDefaults();
	}

	/**
	 * The prefix of the resource's keys in a store.
	 * @return the prefix, ends with a slash
	 */
	public String storagePrefix() {
		return "/" + this.resource.group() + "/" + this.resource.resource() + "/";
	}

	/**
	 * A subresource that connects.
	 * @param name the name of the subresource
	 * @return the subresource, or {@code null} if there is none of that name
	 */
	public @Nullable ConnectorDefinition connector(String name) {
		return this.connectors.stream().filter((connector) -> connector.name().equals(name)).findFirst().orElse(null);
	}

	/**
	 * What discovery tells of the kind in which objects are stored, after
	 * {@code StorageVersionHash} of {@code k8s.io/apiserver/pkg/endpoints/discovery}.
	 * @return the hash
	 */
	public String storageVersionHash() {
		String identity = this.kind.group() + "/" + this.versions.storage() + "/" + this.kind.kind();
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
			return Base64.getEncoder().encodeToString(Arrays.copyOf(digest, HASH_BYTES));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
