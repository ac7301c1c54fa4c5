package io.kubespring.apiserver.patch;

import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.Status;
import io.kubespring.apiserver.error.StatusDetails;

/**
 * An operation that cannot be carried out; like the reference it tells the client no more
 * than that.
 */
final class PatchFailure extends ApiStatusException {

	private final String cause;

	PatchFailure(String cause) {
		super(Status.failure(422, "Invalid", "the server rejected our request due to an error in our request",
				StatusDetails.EMPTY));
		this.cause = cause;
	}

	@Override
	public String toString() {
		return super.toString() + " (" + this.cause + ")";
	}

}
