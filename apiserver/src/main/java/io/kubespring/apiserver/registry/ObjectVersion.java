package io.kubespring.apiserver.registry;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.StoredForm;
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

	private final @Nullable VersionedForm form;

	private ObjectVersion(@Nullable VersionConversion conversion, @Nullable VersionedForm form) {
		this.conversion = conversion;
		this.form = form;
	}

	/**
	 * The hub's version.
	 * @param form how the objects are stored, some of which may be unreadable
	 * @return the version
	 */
	public static ObjectVersion ofHub(StoredForm form) {
		return new ObjectVersion(null, (form instanceof VersionedForm known) ? known : null);
	}

	/**
	 * A version.
	 * @param conversion how objects are converted
	 * @return the version
	 */
	public static ObjectVersion of(VersionConversion conversion) {
		return new ObjectVersion(conversion, null);
	}

	/**
	 * Whether objects are in this version as they were taken in, every one of them.
	 */
	boolean isStored() {
		return this.conversion == null && (this.form == null || this.form.isComplete());
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
