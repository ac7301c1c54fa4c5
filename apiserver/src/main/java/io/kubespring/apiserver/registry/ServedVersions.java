package io.kubespring.apiserver.registry;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a resource knows of its versions.
 *
 * @param storage the version in which objects are stored
 * @param deprecationWarning what clients of this version are told, {@code null} for
 * nothing
 * @param conversion how objects get into this version, {@code null} for the hub
 * @param others of the hub the conversions of all other versions, those that are not
 * served among them
 * @author The kubespring authors
 * @since 0.1.0
 */
public record ServedVersions(String storage, @Nullable String deprecationWarning,
		@Nullable VersionConversion conversion, List<VersionConversion> others) {

	/**
	 * The only version of a resource.
	 * @param version the version
	 * @return what there is to know
	 */
	static ServedVersions only(String version) {
		return new ServedVersions(version, null, null, List.of());
	}

}
