package io.kubespring.apiserver.certificate;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The one Secret in which all replicas find their certificates. It is written only by
 * whoever has seen what is overwritten. Nothing blocks.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public interface SharedSecret {

	/**
	 * Follow the Secret: its present state, then every change. Connection losses are
	 * mended inside and shown as failures between the states.
	 * @return what is seen, never ending
	 */
	Flux<Seen> follow();

	/**
	 * Read the Secret anew.
	 * @return the content, empty if there is no Secret
	 */
	Mono<Content> read();

	/**
	 * Make the Secret.
	 * @param data its data
	 * @return the content, empty if it is there already
	 */
	Mono<Content> create(Map<String, byte[]> data);

	/**
	 * Replace the content.
	 * @param seen what is replaced
	 * @param data the data to replace it by
	 * @return the content, empty if it is not any more what was seen
	 */
	Mono<Content> replace(Content seen, Map<String, byte[]> data);

	/**
	 * The content of the Secret; its text shows nothing of it.
	 *
	 * @param data the data
	 * @param version tells it from others
	 */
	record Content(Map<String, byte[]> data, String version) {

		@Override
		public String toString() {
			return "version " + this.version;
		}

	}

	/**
	 * What is seen of the Secret at a moment.
	 *
	 * @param content the content, {@code null} if there is none or it cannot be seen
	 * @param failure why it cannot be seen, {@code null} if it can
	 */
	record Seen(@Nullable Content content, @Nullable Throwable failure) {

	}

}
