package io.ringcache.perf.scenarios;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.group;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.ringcache.perf.feeders.Documents;
import io.ringcache.perf.profiles.Course;
import io.ringcache.perf.requests.NamespaceCalls;
import io.ringcache.perf.settings.Data;

/** Lists the keys of a pattern that a tenth of them match, page by page, to the end. */
public final class PatternScan {

  private static final String PATTERN = "key_*7";
  private static final int VALUE_BYTES = 16;
  private static final int TOGETHER = 1_000;

  private final Data data;
  private final NamespaceCalls calls = NamespaceCalls.of(Namespaces.SCAN);

  public PatternScan(Data data) {
    this.data = data;
  }

  public Course seed() {
    return Seeding.make(Namespaces.SCAN, Seeding.ROOMY_MEGABYTES)
        .then(Seeding.fill(Namespaces.SCAN, data.scanKeys(), Documents.of(VALUE_BYTES), TOGETHER));
  }

  public ChainBuilder scan() {
    return group(Names.SCAN)
        .on(
            exec(calls.firstPage(Names.PAGE, PATTERN))
                .exec(
                    asLongAs(PatternScan::hasMore).on(exec(calls.nextPage(Names.PAGE, PATTERN)))));
  }

  private static boolean hasMore(Session session) {
    return !session.isFailed() && session.get(NamespaceCalls.CURSOR) != null;
  }
}
