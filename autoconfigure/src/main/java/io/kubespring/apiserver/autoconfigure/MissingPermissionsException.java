package io.kubespring.apiserver.autoconfigure;

import java.util.List;

import io.kubespring.apiserver.installation.MissingGrant;

/**
 * The application may not do in its cluster what it needs.
 */
final class MissingPermissionsException extends RuntimeException {

	private final transient List<MissingGrant> missing;

	private final String yaml;

	MissingPermissionsException(String username, List<MissingGrant> missing, String yaml) {
		super(username + " may not do what the application needs in its cluster");
		this.missing = List.copyOf(missing);
		this.yaml = yaml;
	}

	/**
	 * What is missing, a line for each right.
	 */
	String missing() {
		StringBuilder text = new StringBuilder();
		for (MissingGrant grant : this.missing) {
			text.append(grant.grant().purpose()).append(" It may not").append(System.lineSeparator());
			grant.accesses().forEach((access) -> text.append("    ").append(access).append(System.lineSeparator()));
		}
		return text.toString();
	}

	/**
	 * The objects that mend it, as YAML.
	 */
	String yaml() {
		return this.yaml;
	}

	/**
	 * What to do, in words.
	 */
	String action() {
		return String.format("Apply this with kubectl apply -f, as somebody who may give these rights:%n%n%s%n"
				+ "Or set apiserver.cluster.missing-permissions=warn to go on with what there is.", this.yaml);
	}

}
