package io.kubespring.apiserver.endpoint;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.error.ApiStatusException;
import io.kubespring.apiserver.meta.DeleteOptions;
import io.kubespring.apiserver.meta.GroupResource;
import io.kubespring.apiserver.meta.Preconditions;
import io.kubespring.apiserver.registry.ObjectSlice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class CollectionDeletionTests {

	private static final GroupResource THINGS = new GroupResource("demo.example.com", "things");

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final AtomicInteger taken = new AtomicInteger();

	private final List<String> deleted = Collections.synchronizedList(new ArrayList<>());

	@Test
	void asManyAsAllowedAreDeletedAtOnce() {
		CyclicBarrier four = new CyclicBarrier(4);
		AtomicInteger running = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		StepVerifier.create(deletion(4).delete(slice(40), DeleteOptions.NONE, (object) -> {
			most.accumulateAndGet(running.incrementAndGet(), Math::max);
			await(four);
			this.deleted.add(object.key().name());
			running.decrementAndGet();
		})).expectComplete().verify(PATIENCE);
		assertThat(this.deleted).hasSize(40).doesNotHaveDuplicates();
		assertThat(most).hasValue(4);
	}

	private static void await(CyclicBarrier barrier) {
		try {
			barrier.await(20, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void objectsAreTakenFromTheListAsWorkersGetToThem() throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(2);
		Semaphore permits = new Semaphore(0);
		Disposable running = deletion(2).delete(slice(1000), DeleteOptions.NONE, (object) -> {
			begun.countDown();
			permits.acquireUninterruptibly();
		}).subscribe();
		assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(this.taken.get()).isLessThanOrEqualTo(4);
		running.dispose();
		permits.release(1000);
	}

	@Test
	void objectsThatAreGoneArePassedOver() {
		StepVerifier.create(deletion(3).delete(slice(5), DeleteOptions.NONE, (object) -> {
			if (object.key().name().equals("o1")) {
				throw ApiStatusException.notFound(THINGS, "o1");
			}
			this.deleted.add(object.key().name());
		})).expectComplete().verify(PATIENCE);
		assertThat(this.deleted).containsExactlyInAnyOrder("o0", "o2", "o3", "o4");
	}

	@Test
	void firstFailureEndsTheDeletionAndIsTold() {
		StepVerifier.create(deletion(1).delete(slice(5), DeleteOptions.NONE, (object) -> {
			if (object.key().name().equals("o2")) {
				throw ApiStatusException.forbidden("not that one");
			}
			this.deleted.add(object.key().name());
		})).expectErrorMessage("forbidden: not that one").verify(PATIENCE);
		assertThat(this.deleted).containsExactly("o0", "o1");
	}

	@Test
	void deletionsThatRunAreLetFinishAfterAFailure() {
		CountDownLatch began = new CountDownLatch(2);
		CountDownLatch failed = new CountDownLatch(1);
		AtomicReference<Thread> failing = new AtomicReference<>();
		Scheduler workers = Schedulers.fromExecutor((task) -> new Thread(() -> {
			task.run();
			if (Thread.currentThread() == failing.get()) {
				failed.countDown();
			}
		}).start());
		StepVerifier.create(new CollectionDeletion(workers, 2).delete(slice(50), DeleteOptions.NONE, (object) -> {
			began.countDown();
			awaitUninterrupted(began);
			if (object.key().name().equals("o0")) {
				failing.set(Thread.currentThread());
				throw ApiStatusException.forbidden("not that one");
			}
			awaitUninterrupted(failed);
			this.deleted.add(object.key().name());
		})).expectErrorMessage("forbidden: not that one").verify(PATIENCE);
		assertThat(this.deleted).containsExactly("o1");
	}

	private static void awaitUninterrupted(CountDownLatch latch) {
		try {
			assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new AssertionError("a deletion that ran was interrupted", ex);
		}
	}

	@Test
	void preconditionsThatDoNotHoldEndTheDeletionBeforeOthersAreTouched() {
		DeleteOptions options = DeleteOptions.builder().preconditions(new Preconditions("x", null)).build();
		StepVerifier.create(deletion(8).delete(slice(20), options, (object) -> {
			this.deleted.add(object.key().name());
			throw ApiStatusException.conflict(THINGS, object.key().name(), "the UID in the precondition");
		}))
			.expectErrorMessage(
					"Operation cannot be fulfilled on things.demo.example.com \"o0\": the UID in the precondition")
			.verify(PATIENCE);
		assertThat(this.deleted).containsExactly("o0");
	}

	@Test
	void nothingIsDeletedForAClientThatHasLeft() throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(1);
		Semaphore left = new Semaphore(0);
		CountDownLatch ended = new CountDownLatch(1);
		Disposable client = deletion(1).delete(slice(100), DeleteOptions.NONE, (object) -> {
			begun.countDown();
			left.acquireUninterruptibly();
			this.deleted.add(object.key().name());
			ended.countDown();
		}).subscribe();
		assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
		client.dispose();
		left.release(100);
		assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
		StepVerifier.create(deletion(1).delete(slice(0), DeleteOptions.NONE, (object) -> {
		})).expectComplete().verify(PATIENCE);
		assertThat(this.deleted).containsExactly("o0");
		assertThat(this.taken.get()).isLessThanOrEqualTo(2);
	}

	private static CollectionDeletion deletion(int workers) {
		return new CollectionDeletion(Schedulers.boundedElastic(), workers);
	}

	private ObjectSlice slice(int size) {
		return new ObjectSlice("1", () -> counted(IntStream.range(0, size).iterator()));
	}

	private Iterator<EncodedObject> counted(Iterator<Integer> numbers) {
		return new Iterator<>() {

			@Override
			public boolean hasNext() {
				return numbers.hasNext();
			}

			@Override
			public EncodedObject next() {
				CollectionDeletionTests.this.taken.incrementAndGet();
				return EncodedObject.decode(1,
						("{\"metadata\":{\"name\":\"o" + numbers.next() + "\",\"namespace\":\"ns\",\"uid\":\"u\"}}")
							.getBytes(StandardCharsets.UTF_8));
			}

		};
	}

}
