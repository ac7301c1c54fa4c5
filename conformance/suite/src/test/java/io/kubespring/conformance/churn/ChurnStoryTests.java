package io.kubespring.conformance.churn;

import java.io.FileReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.kubernetes.client.informer.SharedIndexInformer;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesApi;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesObject;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.conformance.cluster.ConformanceCluster;
import io.kubespring.conformance.cluster.RawClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writers journal every write that the aggregator acknowledged, while an informer, a
 * metadata client and a client that lists page by page look on.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChurnStoryTests {

	private static final String NAMESPACE = "churn";

	private static final String WIDGETS = "/apis/demo.example.com/v1/namespaces/" + NAMESPACE + "/widgets";

	private static final String LAST = "the-last-one";

	private static final int WRITERS = 4;

	private static final int WRITES = 150;

	private final ConformanceCluster cluster = ConformanceCluster.get();

	private final Journal journal = new Journal();

	private final InformerJournal informed = new InformerJournal();

	private final Map<String, Long> cached = new TreeMap<>();

	private Journal watched = new Journal();

	private String foreign = "";

	private List<Pager.Walk> walks = List.of();

	@BeforeAll
	void churn() throws Exception {
		this.cluster.kubectl().apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + NAMESPACE + "}}");
		ApiClient client = ClientBuilder
			.kubeconfig(KubeConfig.loadKubeConfig(new FileReader(this.cluster.kubeconfig().toFile())))
			.build();
		client.setHttpClient(client.getHttpClient().newBuilder().readTimeout(Duration.ZERO).build());
		DynamicKubernetesApi api = new DynamicKubernetesApi("demo.example.com", "v1", "widgets", client);
		SharedInformerFactory factory = new SharedInformerFactory(client);
		SharedIndexInformer<DynamicKubernetesObject> informer = factory.sharedIndexInformerFor(api,
				DynamicKubernetesObject.class, 0, NAMESPACE);
		informer.addEventHandler(this.informed);
		factory.startAllRegisteredInformers();
		String revision = api.list(NAMESPACE).throwsApiException().getObject().getMetadata().getResourceVersion();
		try (MetadataWatch watch = new MetadataWatch(client, WIDGETS, revision)) {
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(informer::hasSynced);
			write(api);
			this.watched = watch.seen();
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> this.watched.knows(LAST) && this.informed.told().knows(LAST));
			this.foreign = watch.foreign();
			informer.getIndexer()
				.list()
				.forEach((object) -> this.cached.put(object.getMetadata().getName(),
						Long.parseLong(object.getMetadata().getResourceVersion())));
		}
		finally {
			factory.stopAllRegisteredInformers();
		}
	}

	/**
	 * Let the writers write, and list all the while; the last write is seen by everybody
	 * in the end.
	 */
	private void write(DynamicKubernetesApi api) throws Exception {
		RawClient client = this.cluster.kubeApiServer();
		AtomicBoolean stopped = new AtomicBoolean();
		ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);
		try {
			Future<List<Pager.Walk>> pager = threads.submit(new Pager(api, NAMESPACE, stopped));
			List<Future<Integer>> writers = new ArrayList<>();
			for (int i = 0; i < WRITERS; i++) {
				writers.add(threads.submit(new Writer(client, WIDGETS, this.journal, i, WRITES)));
			}
			for (Future<Integer> writer : writers) {
				writer.get(60, TimeUnit.SECONDS);
			}
			stopped.set(true);
			this.walks = pager.get(60, TimeUnit.SECONDS);
			new Writer(client, WIDGETS, this.journal, WRITERS, 0).create(LAST);
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void metadataClientSeesEveryWriteOnceAndInOrder() {
		assertThat(this.foreign).isEmpty();
		assertThat(this.journal.changes()).hasSizeGreaterThan(WRITERS * WRITES / 4);
		assertThat(this.watched.accounts()).containsExactlyInAnyOrderElementsOf(this.journal.accounts());
		assertThat(this.watched.changes()).extracting(Change::revision).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void informerTellsEveryWriteOnceAndInOrder() {
		assertThat(this.informed.told().accounts()).containsExactlyInAnyOrderElementsOf(this.journal.accounts());
		assertThat(this.informed.told().accountsByUid()).isEqualTo(this.watched.accountsByUid());
	}

	@Test
	void pagesOfOneListAreOfOneState() {
		assertThat(this.walks).anySatisfy((walk) -> assertThat(walk.revisions()).hasSizeGreaterThan(1));
		assertThat(this.walks).allSatisfy((walk) -> {
			assertThat(walk.revisions()).containsOnly(walk.revisions().get(0));
			assertThat(walk.names()).isSorted().doesNotHaveDuplicates();
			assertThat(walk.objects()).isEqualTo(this.watched.stateAt(Long.parseLong(walk.revisions().get(0))));
		});
	}

	@Test
	void everybodyEndsWithTheSameObjects() throws Exception {
		Map<String, Long> end = this.watched.stateAt(Long.MAX_VALUE);
		assertThat(end).containsKey(LAST);
		assertThat(this.cached).isEqualTo(end);
		byte[] list = this.cluster.kubeApiServer().send("GET", WIDGETS, "", Map.of()).bytes();
		Map<String, Long> listed = new TreeMap<>();
		TreeCodec.SHARED.readTree(list)
			.path("items")
			.forEach((object) -> listed.put(Change.of("ADDED", object).name(), Change.of("ADDED", object).revision()));
		assertThat(listed).isEqualTo(end);
	}

}
