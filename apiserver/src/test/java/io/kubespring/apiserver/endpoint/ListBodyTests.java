package io.kubespring.apiserver.endpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

import io.kubespring.apiserver.codec.EncodedObject;
import io.kubespring.apiserver.codec.TreeCodec;
import io.kubespring.apiserver.negotiation.Representation;
import io.kubespring.apiserver.registry.ObjectSlice;
import io.kubespring.apiserver.registry.ResourceDefinition;
import io.kubespring.apiserver.registry.ResourceDefinitionFactory;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.StoredResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ListBodyTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final ResourceDefinition BOOKS = new ResourceDefinitionFactory(List.of()).create(new Books());

	private static final String FILLER = "x".repeat(1024);

	private final AtomicInteger read = new AtomicInteger();

	@Test
	void headItemsAndTailMakeTheList() {
		assertThat(whole(body(2, Representation.Target.OBJECT)))
			.isEqualTo("{\"apiVersion\":\"test.example.com/v1\",\"items\":[" + item(0) + "," + item(1)
					+ "],\"kind\":\"BookList\",\"metadata\":{\"continue\":\"\",\"resourceVersion\":\"9\"}}\n");
	}

	@Test
	void headOfAPageTellsHowToGoOnInEveryForm() {
		ObjectSlice page = new ObjectSlice("9", "next", 5L, () -> objects(0));
		String metadata = "\"metadata\":{\"resourceVersion\":\"9\",\"continue\":\"next\",\"remainingItemCount\":5},";
		assertThat(whole(body(page, Representation.Target.TABLE))).contains(metadata);
		assertThat(whole(body(page, Representation.Target.PARTIAL_LIST))).contains(metadata);
		assertThat(whole(body(page, Representation.Target.OBJECT)))
			.contains("\"metadata\":{\"continue\":\"next\",\"remainingItemCount\":5,\"resourceVersion\":\"9\"}}\n");
		assertThat(whole(body(new ObjectSlice("9", "ne\"xt", null, () -> objects(0)), Representation.Target.OBJECT)))
			.contains("\"metadata\":{\"continue\":\"ne\\\"xt\",\"resourceVersion\":\"9\"}}\n");
	}

	@Test
	void emptyListHasItems() {
		assertThat(whole(body(0, Representation.Target.OBJECT))).contains("\"items\":[],").endsWith("}\n");
	}

	@Test
	void emptyListOfMetadataHasNullForItems() {
		assertThat(whole(body(0, Representation.Target.PARTIAL_LIST)))
			.isEqualTo("{\"kind\":\"PartialObjectMetadataList\",\"apiVersion\":\"meta.k8s.io/v1\","
					+ "\"metadata\":{\"resourceVersion\":\"9\"},\"items\":null}\n");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 200 })
	void listMadeInPiecesIsTheListMadeAtOnce(int count) {
		for (Representation.Target target : List.of(Representation.Target.OBJECT, Representation.Target.TABLE,
				Representation.Target.PARTIAL_LIST)) {
			byte[] compact = whole(body(count, target)).strip().getBytes(StandardCharsets.UTF_8);
			assertThat(whole(body(count, Representation.Format.JSON, target, true))).as("indented " + target)
				.isEqualTo(new String(TreeCodec.SHARED.pretty(compact), StandardCharsets.UTF_8));
			assertThat(whole(body(count, Representation.Format.YAML, target, false))).as("YAML " + target)
				.isEqualTo(new String(TreeCodec.SHARED.yaml(compact), StandardCharsets.UTF_8));
		}
	}

	@ParameterizedTest
	@CsvSource({ "JSON,true", "YAML,false" })
	void otherFormsAreCutIntoPiecesToo(Representation.Format format, boolean pretty) {
		ListBody body = body(200, format, Representation.Target.OBJECT, pretty);
		body.next();
		assertThat(this.read).as("objects read for the first piece").hasValueLessThan(70);
		assertThat(body.hasNext()).isTrue();
	}

	@Test
	void listIsCutIntoPiecesOf64KiB() {
		ListBody body = body(200, Representation.Target.OBJECT);
		StringBuilder all = new StringBuilder();
		int pieces = 0;
		while (body.hasNext()) {
			byte[] piece = body.next();
			assertThat(piece.length).isLessThan(68 * 1024);
			assertThat(body.hasNext() && piece.length < 64 * 1024).as("short piece in the middle").isFalse();
			all.append(new String(piece, StandardCharsets.UTF_8));
			pieces++;
		}
		assertThat(pieces).isEqualTo(4);
		assertThat(TreeCodec.SHARED.readObject(all.toString().getBytes(StandardCharsets.UTF_8)).path("items"))
			.extracting((object) -> object.path("metadata").path("name").asString())
			.containsExactlyElementsOf(IntStream.range(0, 200).mapToObj(ListBodyTests::name).toList());
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(body::next);
	}

	@Test
	void longObjectsArePiecesOfTheirOwnAndNotCopied() {
		List<EncodedObject> objects = List.of(decoded(0, 1), decoded(1, 20), decoded(2, 20), decoded(3, 1),
				decoded(4, 20));
		ListBody body = body(new ObjectSlice("9", objects::iterator), Representation.Target.OBJECT);
		List<byte[]> pieces = new ArrayList<>();
		body.forEachRemaining(pieces::add);
		assertThat(pieces).hasSize(7);
		assertThat(pieces.get(1)).isSameAs(objects.get(1).json());
		assertThat(pieces.get(3)).isSameAs(objects.get(2).json());
		assertThat(pieces.get(5)).isSameAs(objects.get(4).json());
		String items = objects.stream()
			.map((object) -> new String(object.json(), StandardCharsets.UTF_8))
			.collect(Collectors.joining(","));
		assertThat(new String(Bytes.join(pieces.toArray(new byte[0][])), StandardCharsets.UTF_8))
			.isEqualTo("{\"apiVersion\":\"test.example.com/v1\",\"items\":[" + items
					+ "],\"kind\":\"BookList\",\"metadata\":{\"continue\":\"\",\"resourceVersion\":\"9\"}}\n");
	}

	@Test
	void lastObjectThatFillsItsPieceClosesTheList() {
		int count = objectsOfFirstPiece();
		ListBody body = body(count, Representation.Target.OBJECT);
		assertThat(new String(body.next(), StandardCharsets.UTF_8)).endsWith("}}\n");
		assertThat(body.hasNext()).isFalse();
	}

	@Test
	void objectsAreReadAsFarAsTheClientTakesPieces() {
		int perPiece = objectsOfFirstPiece();
		ListBody body = body(1000, Representation.Target.OBJECT);
		Flux<DataBuffer> pieces = Flux.generate((sink) -> {
			if (body.hasNext()) {
				sink.next(DefaultDataBufferFactory.sharedInstance.wrap(body.next()));
			}
			else {
				sink.complete();
			}
		});
		Flux<Integer> sent = PacedBody.of(pieces, false).concatMap(ListBodyTests::flush, 1);
		StepVerifier.create(sent, 0)
			.expectSubscription()
			.then(() -> assertThat(this.read).hasValueLessThanOrEqualTo(perPiece))
			.thenRequest(1)
			.expectNextCount(1)
			.then(() -> assertThat(this.read).hasValueBetween(perPiece, 2 * perPiece))
			.thenRequest(1)
			.expectNextCount(1)
			.then(() -> assertThat(this.read).hasValueBetween(2 * perPiece, 3 * perPiece))
			.thenCancel()
			.verify(PATIENCE);
		assertThat(this.read).as("objects read for a client that left").hasValueLessThanOrEqualTo(3 * perPiece);
	}

	@Test
	void compressedListIsMadeAsFarAsItIsTakenAndGivesItsMemoryBack() {
		GzipStream gzip = new GzipStream();
		ListBody body = body(10_000, Representation.Target.OBJECT);
		StepVerifier.create(ListWriter.compressed(List.of(body.next()), body, () -> gzip), 0)
			.thenRequest(1)
			.assertNext((piece) -> assertThat(piece).startsWith(0x1f, 0x8b))
			.then(() -> assertThat(this.read).hasValueLessThan(10_000))
			.thenCancel()
			.verify(PATIENCE);
		assertClosed(gzip);
	}

	@Test
	void compressedListThatFailsGivesItsMemoryBack() {
		GzipStream gzip = new GzipStream();
		ObjectSlice failing = new ObjectSlice("9", () -> new FailingObjects(objects(200)));
		ListBody body = body(failing, Representation.Target.OBJECT);
		StepVerifier.create(ListWriter.compressed(List.of(body.next()), body, () -> gzip))
			.thenConsumeWhile((piece) -> true)
			.expectErrorMessage("out of objects")
			.verify(PATIENCE);
		assertClosed(gzip);
	}

	@Test
	void compressedListIsTheListItself() throws IOException {
		ListBody body = body(1000, Representation.Target.OBJECT);
		GzipStream gzip = new GzipStream();
		List<byte[]> pieces = ListWriter.compressed(List.of(body.next(), body.next()), body, () -> gzip)
			.collectList()
			.block(PATIENCE);
		byte[] all = Bytes.join(pieces.toArray(new byte[0][]));
		assertThat(
				new String(new GZIPInputStream(new ByteArrayInputStream(all)).readAllBytes(), StandardCharsets.UTF_8))
			.isEqualTo(whole(body(1000, Representation.Target.OBJECT)));
		assertThat(pieces.size()).isGreaterThan(1);
		assertClosed(gzip);
	}

	private static void assertClosed(GzipStream gzip) {
		assertThatThrownBy(() -> gzip.write(new byte[1])).hasMessage("Deflater has been closed");
	}

	private static Mono<Integer> flush(Publisher<DataBuffer> turn) {
		return Mono.from(turn).map(DataBuffer::readableByteCount);
	}

	private int objectsOfFirstPiece() {
		body(1000, Representation.Target.OBJECT).next();
		return this.read.getAndSet(0);
	}

	private ListBody body(int count, Representation.Target target) {
		return body(new ObjectSlice("9", () -> objects(count)), target);
	}

	private static ListBody body(ObjectSlice slice, Representation.Target target) {
		return body(slice, Representation.Format.JSON, target, false);
	}

	private ListBody body(int count, Representation.Format format, Representation.Target target, boolean pretty) {
		return body(new ObjectSlice("9", () -> objects(count)), format, target, pretty);
	}

	private static ListBody body(ObjectSlice slice, Representation.Format format, Representation.Target target,
			boolean pretty) {
		return new ListBody(new ObjectRenderer(BOOKS, Clock.systemUTC()), slice,
				new Representation(format, target, "v1", pretty), TableRenderer.IncludeObject.METADATA);
	}

	private Iterator<EncodedObject> objects(int count) {
		return new Iterator<>() {

			private int next;

			@Override
			public boolean hasNext() {
				return this.next < count;
			}

			@Override
			public EncodedObject next() {
				ListBodyTests.this.read.incrementAndGet();
				return EncodedObject.decode(7, stored(this.next++).getBytes(StandardCharsets.UTF_8));
			}

		};
	}

	private static String stored(int i) {
		return "{\"apiVersion\":\"test.example.com/v1\",\"kind\":\"Book\",\"metadata\":{\"name\":\"" + name(i)
				+ "\",\"namespace\":\"n\",\"uid\":\"u\"},\"spec\":\"" + FILLER + "\"}";
	}

	private static EncodedObject decoded(int i, int fillers) {
		return EncodedObject.decode(7,
				stored(i).replace(FILLER, FILLER.repeat(fillers)).getBytes(StandardCharsets.UTF_8));
	}

	private static String item(int i) {
		return new String(EncodedObject.decode(7, stored(i).getBytes(StandardCharsets.UTF_8)).json(),
				StandardCharsets.UTF_8);
	}

	private static String name(int i) {
		return "book" + i;
	}

	private static String whole(ListBody body) {
		StringBuilder whole = new StringBuilder();
		body.forEachRemaining((piece) -> whole.append(new String(piece, StandardCharsets.UTF_8)));
		return whole.toString();
	}

	private record FailingObjects(Iterator<EncodedObject> objects) implements Iterator<EncodedObject> {

		@Override
		public boolean hasNext() {
			return true;
		}

		@Override
		public EncodedObject next() {
			if (!this.objects.hasNext()) {
				throw new IllegalStateException("out of objects");
			}
			return this.objects.next();
		}

	}

	@ApiResource(group = "test.example.com", version = "v1")
	static class Books implements StoredResource<Books.Book> {

		static class Book extends ApiObject<String, Void> {

		}

	}

}
