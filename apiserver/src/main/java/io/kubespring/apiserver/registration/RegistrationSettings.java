package io.kubespring.apiserver.registration;

import java.util.Map;

/**
 * How a server registers.
 *
 * @param service the Service in front of the server
 * @param annotations annotations to set on the APIService objects
 * @param force whether objects are taken over that belong to somebody else
 * @param replica who registers
 * @author The kubespring authors
 * @since 0.1.0
 */
public record RegistrationSettings(ServiceReference service, Map<String, String> annotations, boolean force,
		Replica replica) {

	/**
	 * Create settings.
	 */
	public RegistrationSettings {
		annotations = Map.copyOf(annotations);
	}

}
