package io.kubespring.apiserver.meta;

import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Version 4 UUIDs from a source of the caller's choice.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class RandomUuid {

	private RandomUuid() {
	}

	/**
	 * Make a UUID.
	 * @param random where its 122 random bits come from
	 * @return the UUID
	 */
	public static UUID from(RandomGenerator random) {
		return new UUID((random.nextLong() & ~0xF000L) | 0x4000L,
				(random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L);
	}

}
