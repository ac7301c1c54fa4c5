package io.kubespring.apiserver.autoconfigure;

/**
 * The application's base path would hide the API, whose paths are fixed.
 */
final class HiddenByBasePathException extends RuntimeException {

	private final String basePath;

	HiddenByBasePathException(String basePath) {
		super("The base path '" + basePath + "' hides the API");
		this.basePath = basePath;
	}

	String basePath() {
		return this.basePath;
	}

}
