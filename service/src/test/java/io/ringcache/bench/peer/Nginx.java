package io.ringcache.bench.peer;

import io.ringcache.bench.load.Request;
import io.ringcache.bench.process.ProcessorTime;
import io.ringcache.bench.process.ProgramVersion;
import io.ringcache.testing.LocalProgram;
import io.ringcache.testing.NginxProgram;
import io.ringcache.testing.SearchPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** nginx with one file to serve: what a web server does that has nothing to find out. */
public final class Nginx implements Peer {

  private static final String HTTP =
      """
      sendfile on;
      tcp_nopush on;
      keepalive_requests 1000000000;
      default_type application/json;
      server {
        listen 127.0.0.1:%d;
        root files;
      }
      """;

  private final String version;
  private final LocalProgram program;

  private Nginx(String version, LocalProgram program) {
    this.version = version;
    this.program = program;
  }

  /** Empty where it is not installed. */
  public static Optional<Peer> start(int valueBytes) {
    return SearchPath.program("nginx").map(found -> start(found, valueBytes));
  }

  private static Nginx start(Path nginx, int valueBytes) {
    return new Nginx(
        ProgramVersion.printedBy(nginx.toString(), "-v").orElse(""),
        NginxProgram.start(
            nginx,
            (port, directory) -> {
              Path files = Files.createDirectory(directory.resolve("files"));
              Files.writeString(files.resolve("value"), Value.json(valueBytes));
              return HTTP.formatted(port);
            }));
  }

  @Override
  public String description() {
    return "nginx " + version;
  }

  @Override
  public int port() {
    return program.port();
  }

  @Override
  public Optional<Request> request(Work work, int valueBytes) {
    return work == Work.GET
        ? Optional.of(new Request("GET", "/value", List.of(), ""))
        : Optional.empty();
  }

  /** It has its file already. */
  @Override
  public void seed(int from, int to, int valueBytes) {}

  @Override
  public double processorMicros() {
    return ProcessorTime.ofFamily(program.process());
  }

  @Override
  public double storeMicros() {
    return Double.NaN;
  }

  @Override
  public void close() {
    program.close();
  }
}
