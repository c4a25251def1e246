package io.ringcache.perf.scenarios;

import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.tryMax;

import io.gatling.javaapi.core.ChainBuilder;
import io.ringcache.perf.feeders.BatchFeeder;
import io.ringcache.perf.feeders.Documents;
import io.ringcache.perf.profiles.Course;
import io.ringcache.perf.profiles.Injection;
import io.ringcache.perf.requests.EntryCalls;
import io.ringcache.perf.requests.NamespaceCalls;
import java.time.Duration;

/** Fills a namespace by mset, and has the service say that all is there. */
final class Seeding {

  /** Room for that and more: nothing is to be evicted. */
  static final long ROOMY_MEGABYTES = 65_536;

  private static final int TOGETHER = 100;
  private static final int SEEDERS = 4;

  /** A JVM that is cold may take longer for its first than a node is waited for. */
  private static final int ATTEMPTS = 10;

  private static final String ATTEMPT = "attempt";
  private static final Duration AFTER_FAILURE = Duration.ofMillis(500);

  private Seeding() {}

  /** Makes the namespace, with room for that much, and empties it. */
  static Course make(String namespace, long megabytes) {
    return Course.empty()
        .then(
            Injection.once(
                "make " + namespace,
                exec(NamespaceCalls.of(namespace).make("make " + namespace, megabytes))
                    .exec(EntryCalls.in(namespace).flush("empty " + namespace)),
                1));
  }

  /** Fills it with that many keys, from the first, so many at a time. */
  static Course fill(String namespace, int keys, Documents documents, int together) {
    EntryCalls entries = EntryCalls.in(namespace);
    String name = "seed " + namespace;
    int batches = BatchFeeder.batches(keys, together);
    int seeders = Math.min(SEEDERS, batches);
    return Course.empty()
        .then(
            Injection.once(
                name,
                exec(
                    repeat((batches + seeders - 1) / seeders)
                        .on(
                            feed(BatchFeeder.inOrder(keys, together))
                                .exec(
                                    tryMax(ATTEMPTS, ATTEMPT)
                                        .on(
                                            pauseAfterFailure()
                                                .exec(entries.mset(name, documents).silent()))))),
                seeders));
  }

  /** A node that was late is given time; Gatling's next attempt comes at once. */
  private static ChainBuilder pauseAfterFailure() {
    return doIf(session -> session.getInt(ATTEMPT) > 0).then(pause(AFTER_FAILURE));
  }

  /** Has the service say that so many are there. */
  static Course count(String namespace, int keys) {
    String name = Names.count(namespace);
    return Course.empty()
        .then(Injection.once(name, exec(EntryCalls.in(namespace).holds(name, keys)), 1));
  }

  static Course fill(String namespace, int keys, Documents documents) {
    return fill(namespace, keys, documents, TOGETHER);
  }
}
