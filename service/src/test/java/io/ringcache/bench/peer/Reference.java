package io.ringcache.bench.peer;

import io.ringcache.bench.load.Request;
import io.ringcache.bench.process.ProcessorTime;
import io.ringcache.bench.process.ProgramVersion;
import io.ringcache.testing.LocalProgram;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the customer has, written again from its description: FastAPI and redis-py, two workers, a
 * command after the other, see {@code bench/reference.py}.
 */
public final class Reference implements Peer {

  private static final int WORKERS = 2;

  /** Debian's, whose packages python3-fastapi, python3-uvicorn and python3-redis are meant. */
  private static final String PYTHON = "/usr/bin/python3";

  private static final String VERSION =
      "import fastapi, redis, uvicorn; print(fastapi.__version__)";

  private static final String STARTED = "Application startup complete.";
  private static final int TTL_SECONDS = 86_400;

  private final String version;
  private final Store store;
  private final LocalProgram program;

  private Reference(String version, Store store, LocalProgram program) {
    this.version = version;
    this.store = store;
    this.program = program;
  }

  /** Empty where what it needs is not installed. */
  public static Optional<Peer> start() {
    return ProgramVersion.printedBy(PYTHON, "-c", VERSION).map(Reference::start);
  }

  private static Reference start(String version) {
    Store store = Store.start(1);
    return new Reference(
        version,
        store,
        LocalProgram.start(
            "reference",
            (port, directory) -> {
              try (InputStream source =
                  Reference.class.getResourceAsStream("/bench/reference.py")) {
                Files.copy(Objects.requireNonNull(source), directory.resolve("reference.py"));
              }
              ProcessBuilder uvicorn =
                  new ProcessBuilder(
                      PYTHON,
                      "-m",
                      "uvicorn",
                      "reference:app",
                      "--app-dir=" + directory,
                      "--host=127.0.0.1",
                      "--port=" + port,
                      "--workers=" + WORKERS,
                      "--no-access-log");
              uvicorn.environment().put("REDIS_PORT", Integer.toString(store.port()));
              return uvicorn;
            },
            (port, log) -> log.split(STARTED, -1).length > WORKERS));
  }

  @Override
  public String description() {
    return "FastAPI " + version;
  }

  @Override
  public int port() {
    return program.port();
  }

  @Override
  public Optional<Request> request(Work work, int valueBytes) {
    String path = "/api/v1/cache/bench/" + Request.KEY;
    return switch (work) {
      case GET -> Optional.of(new Request("GET", path, List.of(), ""));
      case PUT ->
          Optional.of(
              new Request(
                  "PUT",
                  path,
                  List.of("Content-Type: application/json"),
                  "{\"value\":" + Value.json(valueBytes) + ",\"ttl\":" + TTL_SECONDS + "}"));
      case MGET, MSET -> Optional.empty();
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
