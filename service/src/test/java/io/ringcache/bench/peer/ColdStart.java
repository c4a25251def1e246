package io.ringcache.bench.peer;

import io.ringcache.bench.load.HttpConnection;
import io.ringcache.bench.load.Request;
import io.ringcache.testing.LocalProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One start of the service with {@code config/embedded.yml}, as {@code make run} does it. In
 * seconds from when the process was started.
 *
 * @param healthy the first 200 of {@code GET /health}, looked for every few milliseconds
 * @param stored the first value stored, asked for right after
 */
public record ColdStart(double healthy, double stored) {

  private static final Request PUT =
      new Request("PUT", "/api/v1/cache/bench/a", List.of(), "{\"value\":1}");

  /**
   * With the files of that directory, where the first leaves the classes for the next; ends the
   * service in the way that it is to be ended.
   */
  public static ColdStart measure(Path data) throws IOException {
    Path classes = data.resolve("classes.jsa");
    String archive = Files.exists(classes) ? "SharedArchiveFile" : "ArchiveClassesAtExit";
    AtomicLong started = new AtomicLong();
    AtomicLong answered = new AtomicLong();
    try (LocalProgram program =
        LocalProgram.start(
            "ringcache",
            (port, directory) -> {
              ProcessBuilder java =
                  new ProcessBuilder(
                      RingcacheProcess.command(
                          "config/embedded.yml", "-XX:" + archive + "=" + classes));
              java.environment().put("RINGCACHE_DATA_DIR", data.toString());
              java.environment().put("RINGCACHE_HTTP_PORT", Integer.toString(port));
              java.environment().put("RINGCACHE_ADMIN_PORT", "0");
              started.set(System.nanoTime());
              return java;
            },
            (port, log) -> {
              boolean healthy = RingcacheProcess.isHealthy(port);
              answered.set(System.nanoTime());
              return healthy;
            })) {
      try (HttpConnection connection = new HttpConnection(program.port())) {
        HttpConnection.Answer answer = connection.send(PUT);
        if (!answer.isGood()) {
          throw new IOException("the first write was answered with " + answer);
        }
      }
      long stored = System.nanoTime();
      program.process().destroy();
      program.process().onExit().join();
      return new ColdStart((answered.get() - started.get()) / 1e9, (stored - started.get()) / 1e9);
    }
  }
}
