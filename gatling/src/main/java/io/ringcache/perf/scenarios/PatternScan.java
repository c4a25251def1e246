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
  private static final int TOGETHER = 500;

  private final Data data;
  private final NamespaceCalls calls = NamespaceCalls.of(Namespaces.SCAN);

  public PatternScan(Data data) {
    this.data = data;
  }

  public Course seed() {
    return Seeding.make(Namespaces.SCAN, Seeding.ROOMY_MEGABYTES)
        .then(Seeding.fill(Namespaces.SCAN, data.scanKeys(), Documents.of(VALUE_BYTES), TOGETHER))
        .then(Seeding.count(Namespaces.SCAN, data.scanKeys()));
  }

  public ChainBuilder scan() {
    return group(Names.SCAN)
        .on(
            exec(calls.firstPage(Names.PAGE, PATTERN))
                .exec(
                    asLongAs(PatternScan::hasMore)
                        .on(exec(PatternScan::turn).exec(calls.nextPage(Names.PAGE, PATTERN)))));
  }

  /** The cursor that was answered is the one to ask for; an answer without one leaves none. */
  private static Session turn(Session session) {
    Object cursor = String.valueOf(session.getString(NamespaceCalls.CURSOR));
    return session.set(NamespaceCalls.FROM, cursor).remove(NamespaceCalls.CURSOR);
  }

  private static boolean hasMore(Session session) {
    return !session.isFailed() && session.contains(NamespaceCalls.CURSOR);
  }
}
