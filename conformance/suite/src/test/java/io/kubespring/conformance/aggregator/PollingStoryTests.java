package io.kubespring.conformance.aggregator;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import io.kubespring.conformance.cluster.KubernetesRelease;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What takes the aggregators a minute, with all releases at once.
 */
@TestMethodOrder(MethodOrderer.MethodName.class)
class PollingStoryTests {

	@Test
	void cases158And159ServerWithoutTheDocumentIsAskedForEachVersionBySomebodyWithoutGroups() {
		withEachRelease(PollingScenario::documentIsMissing);
	}

	@Test
	void case160DocumentsThatAreKnownAreNotSentAgain() {
		withEachRelease(PollingScenario::documentIsKnown);
	}

	@Test
	void cases161And162WhatALaterVersionServesIsSeenWithoutAChangeOfTheApiService() {
		withEachRelease(PollingScenario::serverIsReplaced);
	}

	private static void withEachRelease(Consumer<PollingScenario> test) {
		KubernetesRelease[] releases = KubernetesRelease.values();
		ExecutorService threads = Executors.newFixedThreadPool(releases.length);
		List<CompletableFuture<Void>> running = Arrays.stream(releases)
			.map(PollingScenario::new)
			.map((scenario) -> CompletableFuture.runAsync(() -> test.accept(scenario), threads))
			.toList();
		try {
			running.forEach(CompletableFuture::join);
		}
		finally {
			threads.shutdown();
		}
	}

}
