package io.kubespring.apiserver.autoconfigure;

import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What can be said of callers who are not known.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class UnknownCallerSettingsTests {

	private static final String LIST = "/apis/g.io/v1/foos";

	@TempDir
	private Path directory;

	@Test
	void connectionGoesOnWhereItMayBeOfMany() throws Exception {
		try (ExtensionServer shared = ExtensionServer.start(this.directory,
				"--apiserver.authentication.end-anonymous-connections=false");
				Http2Wire wire = new Http2Wire(shared, null)) {
			wire.ask(LIST, "authorization", "Bearer bad").isUnauthorized();
			wire.ask(LIST).isForbidden("system:anonymous");
			wire.ask(LIST).isForbidden("system:anonymous");
		}
	}

	@Test
	void nobodyIsAnonymousWhereThatIsOff() throws Exception {
		try (ExtensionServer strict = ExtensionServer.start(this.directory,
				"--apiserver.authentication.anonymous=false")) {
			strict.host()
				.onTokenReview((spec) -> strict.host()
					.object()
					.put("authenticated", true)
					.set("user", strict.host().object().put("username", "bob")));
			strict.allow((spec) -> spec.path("user").asString("").equals("bob"));
			for (Version version : Version.values()) {
				Wire.ask(strict, version, null, LIST).isUnauthorized();
				Wire.ask(strict, version, null, LIST, "authorization", "Basic x").isUnauthorized();
				Wire.ask(strict, version, null, "/readyz").isUnauthorized();
				Wire.ask(strict, version, null, LIST, "authorization", "Bearer tok").isListed().isReviewedAs("bob");
				Wire.ask(strict, version, ExtensionServer.PROXY, LIST, "x-remote-user", "system:anonymous")
					.isForbidden("system:anonymous");
			}
		}
	}

}
