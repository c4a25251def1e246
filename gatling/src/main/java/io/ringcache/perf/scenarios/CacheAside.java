package io.ringcache.perf.scenarios;

import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.feed;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.ringcache.perf.feeders.Documents;
import io.ringcache.perf.feeders.KeyFeeder;
import io.ringcache.perf.feeders.Keys;
import io.ringcache.perf.measure.FigureNames;
import io.ringcache.perf.measure.Figures;
import io.ringcache.perf.profiles.Course;
import io.ringcache.perf.requests.EntryCalls;
import io.ringcache.perf.settings.Data;

/**
 * What an application does that keeps its results here: it reads a key, by Zipf's law, and where
 * that is a miss it writes it. The namespace has no room for all keys, so that some are evicted.
 *
 * <p>Leaves the figures {@code aside.hits} and {@code aside.misses}.
 */
public final class CacheAside {

  private static final int FOUND = 200;
  private static final int MISSED = 404;
  private static final long MEBIBYTE = 1 << 20;

  private final Data data;
  private final Figures figures;
  private final Documents documents;
  private final EntryCalls calls = EntryCalls.in(Namespaces.ASIDE);

  public CacheAside(Data data, Figures figures) {
    this.data = data;
    this.figures = figures;
    this.documents = Documents.around(data.valueBytes());
  }

  /** With the keys that are asked for most. */
  public Course seed() {
    return Seeding.make(Namespaces.ASIDE, megabytes())
        .then(Seeding.fill(Namespaces.ASIDE, seeded(), documents));
  }

  /** Somewhat fewer than there is room for: a namespace that is full evicts while it is filled. */
  private int seeded() {
    return Math.max(1, (int) (data.asideKeys() * 0.95));
  }

  private long megabytes() {
    long bytes = (long) data.asideKeys() * (data.valueBytes() + Keys.name(0).length());
    return (bytes + MEBIBYTE - 1) / MEBIBYTE; // never less than there is to be room for
  }

  public ChainBuilder requests() {
    return feed(KeyFeeder.zipf(data.keys(), data.zipfExponent()))
        .exec(calls.lookUp(Names.ASIDE_READ))
        .exec(this::count)
        .exec(
            doIf(session -> status(session) == MISSED)
                .then(calls.write(Names.ASIDE_FILL, documents)));
  }

  private Session count(Session session) {
    if (status(session) == FOUND) {
      figures.add(FigureNames.HITS, 1);
    } else if (status(session) == MISSED) {
      figures.add(FigureNames.MISSES, 1);
    }
    return session;
  }

  private static int status(Session session) {
    return session.contains(EntryCalls.STATUS) ? session.getInt(EntryCalls.STATUS) : 0;
  }
}
