package io.kubespring.apiserver.registry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.MalformedBodyException;
import io.kubespring.apiserver.codec.Storable;
import io.kubespring.apiserver.codec.StoredForm;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.error.Status;
import io.kubespring.apiserver.meta.GroupVersion;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Objects that are stored in one of several versions and served in the hub's: whatever
 * version the stored bytes are of, they are converted when they are taken in, and given
 * the defaults of now. An object that cannot be brought up to date is kept as it is
 * stored, with the reason, so that all others are served and it can be deleted.
 *
 * @author The kubespring authors
 * @since 0.1.0
 */
public final class VersionedForm implements StoredForm {

	private static final Log logger = LogFactory.getLog(VersionedForm.class);

	private static final Object FAILURE = new Object();

	private final byte[] beginning;

	private final String hub;

	private final ResourceHooks hooks;

	private final Map<String, VersionConversion> conversions = new HashMap<>();

	private final @Nullable VersionConversion storage;

	private final HandedOver handedOver = new HandedOver();

	private volatile boolean complete = true;

	/**
	 * The form of a resource's objects.
	 * @param hub the resource in the hub's version
	 * @return the form; a plain one if there is nothing to bring up to date
	 */
	public static StoredForm of(ResourceDefinition hub) {
		return hub.isStoredAsServed() ? StoredForm.PLAIN : new VersionedForm(hub);
	}

	/**
	 * Create a form.
	 * @param hub the resource in the hub's version
	 */
	VersionedForm(ResourceDefinition hub) {
		this.hub = hub.resource().groupVersion().toString();
		this.hooks = hub.hooks();
		this.beginning = ("{\"apiVersion\":\"" + this.hub + "\",").getBytes(StandardCharsets.UTF_8);
		for (VersionConversion conversion : hub.versions().others()) {
			this.conversions.put(conversion.kind().groupVersion().toString(), conversion);
		}
		GroupVersion stored = new GroupVersion(hub.resource().group(), hub.versions().storage());
		this.storage = this.conversions.get(stored.toString());
	}

	@Override
	public EncodedObject decode(long revision, byte[] stored) {
		HandedOver.Item own = this.handedOver.take(stored);
		if (own != null) {
			return handedOver(revision, own);
		}
		boolean current = isOfHub(stored);
		if (current && !this.hooks.hasDefaults()) {
			return EncodedObject.decode(revision, stored);
		}
		try {
			ObjectNode object = current ? TreeCodec.SHARED.readObject(stored) : toHub(stored);
			ObjectNode complete = this.hooks.completeStored(object);
			return EncodedObject.decode(revision,
					(current && complete == object) ? stored : TreeCodec.SHARED.writeStored(complete));
		}
		catch (ApiStatusException ex) {
			return failed(revision, stored, ex.status());
		}
		catch (MalformedBodyException ex) {
			return failed(revision, stored,
					ApiStatusException.internalError("stored bytes do not fit their type").status());
		}
		catch (RuntimeException ex) {
			logger.error("Failed to give a stored object of " + this.hub + " its defaults", ex);
			return failed(revision, stored,
					ApiStatusException.internalError("the object could not be given its defaults").status());
		}
	}

	private EncodedObject handedOver(long revision, HandedOver.Item own) {
		EncodedObject object = EncodedObject.decode(revision, own.storable().served());
		if (this.storage != null && own.exact()) {
			this.storage.remember(object, own.storable().stored());
		}
		return object;
	}

	private EncodedObject failed(long revision, byte[] stored, Status status) {
		this.complete = false;
		EncodedObject object = EncodedObject.decode(revision, stored);
		object.memo(FAILURE, (key) -> status);
		return object;
	}

	/**
	 * Whether every object could be taken in so far.
	 */
	boolean isComplete() {
		return this.complete;
	}

	/**
	 * Why an object could not be taken in.
	 * @param object the object
	 * @return the reason, or {@code null} if it is as it should be
	 */
	static @Nullable Status failure(EncodedObject object) {
		return object.known(FAILURE);
	}

	private boolean isOfHub(byte[] object) {
		return object.length > this.beginning.length
				&& Arrays.equals(object, 0, this.beginning.length, this.beginning, 0, this.beginning.length);
	}

	private ObjectNode toHub(byte[] stored) {
		ObjectNode object = TreeCodec.SHARED.readObject(stored);
		String version = object.path("apiVersion").asString("");
		if (version.equals(this.hub)) {
			return object;
		}
		VersionConversion conversion = this.conversions.get(version);
		if (conversion == null) {
			throw ApiStatusException
				.internalError("the object is stored in version " + version + ", which no bean converts");
		}
		return conversion.toHub(object);
	}

	/**
	 * What is stored is taken in at once, and handed over to whoever follows the store.
	 * If all of the object comes back, its storage version is what was stored, for it
	 * would be made of the same object in the same way.
	 */
	@Override
	public Storable encode(ObjectNode object) {
		ObjectNode written = (this.storage != null) ? this.storage.fromHub(object) : object;
		ObjectNode read = (this.storage != null) ? this.storage.toHub(written) : object;
		byte[] stored = TreeCodec.SHARED.writeStored(written);
		ObjectNode complete;
		try {
			complete = this.hooks.completeStored(read);
		}
		catch (RuntimeException ex) {
			// Whoever takes it in tells.
			return new Storable(stored, served(stored, written, read));
		}
		Storable storable = new Storable(stored, served(stored, written, complete));
		boolean exact = this.storage != null && Arrays.equals(storable.served(), TreeCodec.SHARED.writeStored(object));
		this.handedOver.put(storable, exact);
		return storable;
	}

	private static byte[] served(byte[] stored, ObjectNode written, ObjectNode read) {
		return (read == written) ? stored : TreeCodec.SHARED.writeStored(read);
	}

}
