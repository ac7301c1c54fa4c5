package io.kubespring.apiserver.registry;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.Status;
import org.jspecify.annotations.Nullable;

/**
 * Objects in the form of one version of a resource that has several.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class ObjectVersion {

	private final @Nullable VersionConversion conversion;

	private ObjectVersion(@Nullable VersionConversion conversion) {
		this.conversion = conversion;
	}

	/**
	 * A version.
	 * @param conversion how objects are converted, {@code null} for the hub's version
	 * @return the version
	 */
	public static ObjectVersion of(@Nullable VersionConversion conversion) {
		return new ObjectVersion(conversion);
	}

	/**
	 * The object in this version, if that needs no conversion.
	 * @return the object, or {@code null}
	 */
	@Nullable EncodedObject known(EncodedObject object) {
		if (this.conversion != null) {
			return this.conversion.known(object);
		}
		return (VersionedForm.failure(object) == null) ? object : null;
	}

	/**
	 * The object in this version, converted once.
	 * @param object the object in the hub's version
	 * @return the object in this version
	 * @throws ApiStatusException if it cannot be converted
	 */
	public EncodedObject convert(EncodedObject object) {
		Status failure = VersionedForm.failure(object);
		if (failure != null) {
			throw new ApiStatusException(failure);
		}
		return (this.conversion != null) ? this.conversion.fromHub(object) : object;
	}

}
