package io.ringcache.bench.peer;

import io.ringcache.bench.load.Request;
import io.ringcache.bench.process.ProcessorTime;
import io.ringcache.bench.process.ProgramVersion;
import io.ringcache.testing.LocalProgram;
import io.ringcache.testing.SearchPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * <a href="https://webd.is">webdis</a>, a gateway from HTTP to Redis in C and nothing more: it
 * knows no keys of clients, no ttl in answers, no quota, no statistics.
 */
public final class Webdis implements Peer {

  private static final int TTL_SECONDS = 86_400;

  private final String version;
  private final Store store;
  private final LocalProgram program;

  private Webdis(String version, Store store, LocalProgram program) {
    this.version = version;
    this.store = store;
    this.program = program;
  }

  /** Empty where it is not installed. */
  public static Optional<Peer> start() {
    return SearchPath.program("webdis").map(Webdis::start);
  }

  private static Webdis start(Path webdis) {
    Store store = Store.start(1);
    return new Webdis(
        version(),
        store,
        LocalProgram.start(
            "webdis",
            (port, directory) -> {
              Path configuration = directory.resolve("webdis.json");
              Files.writeString(
                  configuration, configuration(port, store.port(), directory.resolve("own.log")));
              return new ProcessBuilder(webdis.toString(), configuration.toString());
            },
            (port, log) -> LocalProgram.isListening(port)));
  }

  private static String configuration(int port, int redisPort, Path log) {
    return """
      {
        "redis_host": "127.0.0.1",
        "redis_port": %d,
        "redis_auth": null,
        "http_host": "127.0.0.1",
        "http_port": %d,
        "threads": %d,
        "daemonize": false,
        "database": 0,
        "verbosity": 0,
        "logfile": "%s"
      }
      """
        .formatted(redisPort, port, Runtime.getRuntime().availableProcessors(), log);
  }

  /** It does not say itself: asked for its version, it starts. */
  private static String version() {
    return ProgramVersion.printedBy("dpkg-query", "--showformat=${Version}", "--show", "webdis")
        .orElse("");
  }

  @Override
  public String description() {
    return ("webdis " + version).strip();
  }

  @Override
  public int port() {
    return program.port();
  }

  @Override
  public Optional<Request> request(Work work, int valueBytes) {
    return switch (work) {
      case GET -> Optional.of(new Request("GET", "/GET/" + Request.KEY, List.of(), ""));
      case PUT ->
          Optional.of(
              new Request(
                  "PUT",
                  "/SETEX/" + Request.KEY + "/" + TTL_SECONDS,
                  List.of(),
                  Value.json(valueBytes)));
      case MGET ->
          Optional.of(new Request("GET", "/MGET/" + Request.keys(work.keys(), "/"), List.of(), ""));
      case MSET -> Optional.empty();
    };
  }

  @Override
  public double processorMicros() {
    return ProcessorTime.ofFamily(program.process());
  }

  @Override
  public double storeMicros() {
    return store.processorMicros();
  }

  @Override
  public void close() {
    program.close();
    store.close();
  }
}
