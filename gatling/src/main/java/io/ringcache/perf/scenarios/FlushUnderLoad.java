package io.ringcache.perf.scenarios;

import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.javaapi.core.ChainBuilder;
import io.ringcache.perf.feeders.Documents;
import io.ringcache.perf.profiles.Course;
import io.ringcache.perf.requests.EntryCalls;
import io.ringcache.perf.settings.Data;

/** One namespace is flushed while others are read. */
public final class FlushUnderLoad {

  private final Data data;

  public FlushUnderLoad(Data data) {
    this.data = data;
  }

  public Course seed() {
    return Seeding.make(Namespaces.FLUSH, Seeding.ROOMY_MEGABYTES)
        .then(
            Seeding.fill(Namespaces.FLUSH, data.flushKeys(), Documents.around(data.valueBytes())));
  }

  public ChainBuilder flush() {
    return exec(EntryCalls.in(Namespaces.FLUSH).flush(Names.FLUSH, data.flushKeys()));
  }
}
