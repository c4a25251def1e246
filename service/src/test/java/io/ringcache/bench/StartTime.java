package io.ringcache.bench;

import io.ringcache.bench.peer.ColdStart;
import io.ringcache.testing.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * How long the service takes to start without any other server, the first time and the second.
 * Fails if it is longer than was asked for.
 */
public final class StartTime {

  private static final double MAX_FIRST_SECONDS = 5;
  private static final double MAX_SECOND_SECONDS = 3;

  private StartTime() {}

  /**
   * Measures, and writes what came out into that page.
   *
   * @param args the page's file
   */
  public static void main(String[] args) throws IOException {
    String surroundings = Surroundings.describe();
    Pace pace = Pace.asked();
    List<ColdStart> first = new ArrayList<>();
    List<ColdStart> second = new ArrayList<>();
    for (int i = 0; i < pace.rounds(); i++) {
      Path data = Files.createTempDirectory("ringcache-data-");
      try {
        first.add(ColdStart.measure(data));
        second.add(ColdStart.measure(data));
      } finally {
        TemporaryDirectory.delete(data);
      }
    }
    Target ofFirst = target(first, MAX_FIRST_SECONDS);
    Target ofSecond = target(second, MAX_SECOND_SECONDS);
    String body =
        String.format(
            Locale.ROOT,
            """
            %s

            From the start of the process, with `config/embedded.yml`; the first start makes the database and, when it ends, the JVM's archive of the classes, as `make run` has it. Medians of %d.

            | start | first answer | first value stored | first answer asked for |
            |---|---|---|---|
            | the first | %.2f s | %.2f s | %s |
            | the second | %.2f s | %.2f s | %s |
            """,
            surroundings,
            pace.rounds(),
            ofFirst.measured(),
            median(first, ColdStart::stored),
            ofFirst.askedFor(),
            ofSecond.measured(),
            median(second, ColdStart::stored),
            ofSecond.askedFor());
    System.out.println(body);
    new BenchmarkPage(Path.of(args[0])).write("The start", body);
    Verdict.end(List.of(ofFirst, ofSecond));
  }

  private static Target target(List<ColdStart> starts, double maxSeconds) {
    return Target.atMost("", median(starts, ColdStart::healthy), maxSeconds, " s");
  }

  private static double median(List<ColdStart> starts, ToDoubleFunction<ColdStart> figure) {
    return Runs.median(starts.stream().mapToDouble(figure));
  }
}
