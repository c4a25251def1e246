package io.ringcache.perf.scenarios;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.percent;
import static io.gatling.javaapi.core.CoreDsl.randomSwitch;

import io.gatling.javaapi.core.ChainBuilder;
import io.ringcache.perf.feeders.BatchFeeder;
import io.ringcache.perf.feeders.Documents;
import io.ringcache.perf.feeders.KeyFeeder;
import io.ringcache.perf.profiles.Course;
import io.ringcache.perf.requests.EntryCalls;
import io.ringcache.perf.settings.Data;

/** Reads and writes of keys that are all there, each call by a name of the report. */
public final class Entries {

  private static final double ALL = 100;

  private final Data data;
  private final Documents documents;
  private final EntryCalls calls = EntryCalls.in(Namespaces.ENTRIES);

  public Entries(Data data) {
    this.data = data;
    this.documents = Documents.around(data.valueBytes());
  }

  /** The namespace, empty. */
  public static Course make() {
    return Seeding.make(Namespaces.ENTRIES, Seeding.ROOMY_MEGABYTES);
  }

  public Course fill() {
    return Seeding.fill(Namespaces.ENTRIES, data.keys(), documents)
        .then(Seeding.count(Namespaces.ENTRIES, data.keys()));
  }

  public ChainBuilder read(String name) {
    return feed(KeyFeeder.uniform(data.keys())).exec(calls.read(name));
  }

  public ChainBuilder write(String name) {
    return feed(KeyFeeder.uniform(data.keys())).exec(calls.write(name, documents));
  }

  public ChainBuilder mget(String name) {
    return feed(BatchFeeder.anywhere(data.keys(), data.batch())).exec(calls.mget(name));
  }

  public ChainBuilder mset(String name) {
    return feed(BatchFeeder.anywhere(data.keys(), data.batch())).exec(calls.mset(name, documents));
  }

  /** So many reads for each write, by chance. */
  public ChainBuilder mix(String read, String write, int readsPerWrite) {
    double reads = ALL * readsPerWrite / (readsPerWrite + 1);
    return exec(
        randomSwitch()
            .on(percent(reads).then(read(read)), percent(ALL - reads).then(write(write))));
  }

  /** A bit of everything, which nobody looks at. */
  public ChainBuilder warmUp() {
    return read("warm-up").exec(write("warm-up")).exec(mget("warm-up")).exec(mset("warm-up"));
  }
}
