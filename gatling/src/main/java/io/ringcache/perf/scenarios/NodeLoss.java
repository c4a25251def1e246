package io.ringcache.perf.scenarios;

import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.repeat;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.ringcache.perf.feeders.KeyFeeder;
import io.ringcache.perf.feeders.Keys;
import io.ringcache.perf.measure.FigureNames;
import io.ringcache.perf.measure.Figures;
import io.ringcache.perf.requests.EntryCalls;
import io.ringcache.perf.requests.NamespaceCalls;
import io.ringcache.perf.settings.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;

/**
 * Reads go on while one of our own nodes is killed: its keys answer 503 from then on, all others as
 * before. Which keys are whose is asked before.
 *
 * <p>Leaves the figures {@code loss.keys} (the part of the keys that the node had) and, of the
 * reads since it was killed, {@code loss.unavailable} and {@code loss.found}.
 */
public final class NodeLoss {

  private static final int SERVICE_UNAVAILABLE = 503;

  private final int keys;
  private final String node;
  private final long process;
  private final Figures figures;
  private final EntryCalls calls = EntryCalls.in(Namespaces.ENTRIES);
  private final ConcurrentMap<String, Boolean> itsOwn = new ConcurrentHashMap<>();
  private final Killing killing = new Killing();

  /** Of the last of the nodes, which have to be our own. */
  public NodeLoss(Settings settings, Figures figures) {
    this.keys = settings.data().lossKeys();
    int last = settings.target().nodes().size() - 1;
    this.node = settings.target().nodes().get(last);
    this.process = settings.target().nodeProcesses().get(last);
    this.figures = figures;
  }

  private static final class Killing {
    private volatile boolean done;
  }

  /** Asks of each key where it is. */
  public ChainBuilder lookAround() {
    var numbers =
        IntStream.range(0, keys)
            .mapToObj(number -> Map.<String, Object>of(KeyFeeder.KEY, Keys.name(number)))
            .iterator();
    return exec(
        repeat(keys)
            .on(
                feed(numbers)
                    .exec(NamespaceCalls.of(Namespaces.ENTRIES).inspect("where it is"))
                    .exec(this::note)));
  }

  private Session note(Session session) {
    boolean mine = node.equals(session.getString(NamespaceCalls.NODE));
    itsOwn.put(String.valueOf(session.getString(KeyFeeder.KEY)), mine);
    figures.add(FigureNames.LOSS_KEYS, mine ? 1.0 / keys : 0);
    return session;
  }

  public ChainBuilder read() {
    return feed(KeyFeeder.uniform(keys))
        .exec(
            doIfOrElse(session -> itsOwn.getOrDefault(session.getString(KeyFeeder.KEY), false))
                .then(exec(calls.readOfLostNode(Names.LOSS_ITS_OWN)))
                .orElse(exec(calls.readOfOtherNode(Names.LOSS_OTHERS))))
        .exec(this::count);
  }

  private Session count(Session session) {
    if (killing.done && session.contains(EntryCalls.STATUS)) {
      boolean lost = session.getInt(EntryCalls.STATUS) == SERVICE_UNAVAILABLE;
      figures.add(lost ? FigureNames.LOSS_UNAVAILABLE : FigureNames.LOSS_FOUND, 1);
    }
    return session;
  }

  /** Kills it, after a while. */
  public ChainBuilder kill(Duration delay) {
    return pause(delay)
        .exec(
            session -> {
              ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
              killing.done = true;
              return session;
            });
  }
}
