package io.kubespring.apiserver.installation;

/**
 * One thing that can be done to a resource.
 *
 * @param namespace the namespace, empty for none or all
 * @param verb the verb
 * @param group the group, empty for the core group
 * @param resource the resource
 * @param name the object, empty for any
 * @author The kubespring authors
 * @since 0.1.0
 */
public record ResourceAccess(String namespace, String verb, String group, String resource, String name) {

	@Override
	public String toString() {
		return this.verb + " " + this.resource + (this.group.isEmpty() ? "" : "." + this.group)
				+ (this.name.isEmpty() ? "" : " \"" + this.name + "\"")
				+ (this.namespace.isEmpty() ? "" : " in namespace " + this.namespace);
	}

}
