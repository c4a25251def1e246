package io.ringcache.perf.scenarios;

import static io.gatling.javaapi.core.CoreDsl.feed;

import io.gatling.javaapi.core.ChainBuilder;
import io.ringcache.perf.feeders.Documents;
import io.ringcache.perf.feeders.KeyFeeder;
import io.ringcache.perf.profiles.Course;
import io.ringcache.perf.requests.EntryCalls;
import io.ringcache.perf.settings.Data;

/** Reads of a few large values. */
public final class LargeReads {

  /** Enough that all nodes have some. */
  private static final int KEYS = 12;

  private final Data data;

  public LargeReads(Data data) {
    this.data = data;
  }

  public Course seed() {
    return Seeding.make(Namespaces.LARGE, Seeding.ROOMY_MEGABYTES)
        .then(Seeding.fill(Namespaces.LARGE, KEYS, Documents.of(data.largeBytes()), 1));
  }

  public ChainBuilder read() {
    return feed(KeyFeeder.uniform(KEYS))
        .exec(EntryCalls.in(Namespaces.LARGE).read(Names.LARGE_READ));
  }
}
