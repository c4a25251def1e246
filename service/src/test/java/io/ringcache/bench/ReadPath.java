package io.ringcache.bench;

import static io.ringcache.bench.Contestant.NGINX;
import static io.ringcache.bench.Contestant.REFERENCE;
import static io.ringcache.bench.Contestant.WEBDIS;

import io.ringcache.bench.load.Wrk;
import io.ringcache.bench.peer.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The service beside others that answer with a value over HTTP, all on this machine and in turns,
 * so that a disturbance meets them all. Fails if a ratio is worse than was asked for.
 */
public final class ReadPath {

  private static final String TITLE = "The read path";
  private static final String CHART = "benchmarks-read-path.svg";

  private static final int VALUE_BYTES = 1_000;
  private static final int KEYS = 1_000;
  private static final int CONNECTIONS = 64;

  private final Wrk wrk;
  private final Pace pace;
  private final LineUp lineUp;
  private final Map<Contest, Map<Contestant, List<Run>>> runs = new EnumMap<>(Contest.class);

  private ReadPath(Wrk wrk, Pace pace, LineUp lineUp) {
    this.wrk = wrk;
    this.pace = pace;
    this.lineUp = lineUp;
  }

  /**
   * Measures, and writes what came out into that page, and a chart beside it.
   *
   * @param args the page's file
   */
  public static void main(String[] args) throws IOException {
    Path page = Path.of(args[0]);
    Wrk wrk = Wrk.find().orElseThrow(() -> new IllegalStateException(Wrk.MISSING));
    String surroundings = Surroundings.describe();
    try (LineUp lineUp = LineUp.start(KEYS, VALUE_BYTES)) {
      ReadPath program = new ReadPath(wrk, Pace.asked(), lineUp);
      program.warmUp();
      program.measure();
      List<Scores> scores = program.scores();
      List<Target> targets = targets(scores);
      String versions = " · " + lineUp.describe() + " · " + wrk.description();
      String body = program.body(surroundings + versions, scores, targets);
      System.out.println(body);
      new BenchmarkPage(page).write(TITLE, body);
      Files.writeString(page.resolveSibling(CHART), new ReadPathChart(scores).svg());
      Verdict.end(targets);
    }
  }

  private void warmUp() throws IOException {
    for (Contest contest : Contest.values()) {
      for (Contestant contestant : contest.contestants()) {
        Optional<Peer> peer = lineUp.peer(contestant);
        if (peer.isPresent()) {
          Run.check(peer.get(), load(contest));
        }
      }
      Optional<Peer> ours = lineUp.peer(contest.ours());
      if (ours.isPresent()) {
        System.out.println("warming up: " + contest.title());
        Run.of(wrk, ours.get(), load(contest), pace.warmUp());
      }
    }
  }

  private void measure() throws IOException {
    for (int i = 1; i <= pace.rounds(); i++) {
      System.out.println("round " + i + " of " + pace.rounds());
      for (Contest contest : Contest.values()) {
        for (Contestant contestant : contest.contestants()) {
          Optional<Peer> peer = lineUp.peer(contestant);
          if (peer.isPresent()) {
            runs.computeIfAbsent(contest, c -> new EnumMap<>(Contestant.class))
                .computeIfAbsent(contestant, c -> new ArrayList<>())
                .add(Run.of(wrk, peer.get(), load(contest), pace.run()));
          }
        }
      }
    }
  }

  private static Run.Load load(Contest contest) {
    return new Run.Load(contest.work(), VALUE_BYTES, KEYS, CONNECTIONS);
  }

  private List<Scores> scores() {
    List<Scores> scores = new ArrayList<>();
    runs.forEach(
        (contest, ofAll) -> {
          Map<Contestant, Runs> ofEach = new EnumMap<>(Contestant.class);
          ofAll.forEach((contestant, rounds) -> ofEach.put(contestant, new Runs(rounds)));
          scores.add(new Scores(contest, ofEach));
        });
    return scores;
  }

  private static List<Target> targets(List<Scores> scores) {
    return scores.stream().flatMap(score -> targets(score).stream()).toList();
  }

  private static List<Target> targets(Scores score) {
    return switch (score.contest()) {
      case GET_REDIS ->
          List.of(
              Target.atLeast(
                  "GET through Redis, to webdis", score.ratio(WEBDIS, Run::perSecond), 1),
              Target.atMost(
                  "its p99, to webdis", score.ratio(WEBDIS, Run::p99Millis), 1, Target.TIMES),
              Target.atMost(
                  "its CPU of the server, to webdis",
                  score.ratio(WEBDIS, Run::server),
                  1,
                  Target.TIMES),
              Target.atLeast(
                  "the same, to the reference's best round", score.ratioToBest(REFERENCE), 10));
      case GET_MEMORY ->
          List.of(
              Target.atLeast("GET from memory, to nginx", score.ratio(NGINX, Run::perSecond), 1),
              Target.atLeast("the same, to webdis", score.ratio(WEBDIS, Run::perSecond), 1.3));
      case PUT_REDIS ->
          List.of(
              Target.atLeast(
                  "PUT through Redis, to webdis `SETEX`", score.ratio(WEBDIS, Run::perSecond), 0.6),
              Target.atLeast(
                  "the same, to the reference's best round", score.ratioToBest(REFERENCE), 8));
      case MGET_REDIS ->
          List.of(
              Target.atLeast(
                  "mget of 100 through Redis, to webdis `MGET`, in keys/s",
                  score.ratio(WEBDIS, Run::perSecond),
                  1));
    };
  }

  private String body(String surroundings, List<Scores> scores, List<Target> targets) {
    StringBuilder body = new StringBuilder();
    body.append(
        """
        %s

        %d connections that are kept, %,d keys drawn uniformly, values of %,d bytes; the servers, their Redis and wrk (one thread) share the machine. Medians of %s, in turns; a ratio is of one round, to the reference that to its best. Each has a Redis of its own. Ringcache: authentication, statistics and metrics on, the access log with one of a hundred operations; the others have none of these. webdis has as many threads as there are cores; nginx its defaults without an access log; the reference two workers.

        ![requests per second and CPU per request](%s)

        | Ringcache | measured | asked for |
        |---|---|---|
        """
            .formatted(surroundings, CONNECTIONS, KEYS, VALUE_BYTES, pace.describe(), CHART));
    targets.forEach(target -> body.append(target.row()));
    body.append('\n');
    scores.forEach(score -> body.append(score.table()));
    return body.toString();
  }
}
