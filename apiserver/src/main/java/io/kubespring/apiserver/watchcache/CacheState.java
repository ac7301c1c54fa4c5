package io.kubespring.apiserver.watchcache;

/**
 * What belongs together: the chain of events that leads to a snapshot.
 */
record CacheState(Snapshot snapshot, EventRing ring) {

}
