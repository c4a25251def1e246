package io.ringcache.bench.peer;

import io.ringcache.bench.load.Request;
import io.ringcache.bench.process.ProcessorTime;
import io.ringcache.bench.process.ProgramVersion;
import io.ringcache.testing.LocalProgram;
import io.ringcache.testing.SearchPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** nginx with one file to serve: what a web server does that has nothing to find out. */
public final class Nginx implements Peer {

  /** Where that is root's, as in containers: the workers could not read the directory otherwise. */
  private static final String AS_ROOT = "user root;";

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
        LocalProgram.start(
            "nginx",
            (port, directory) -> {
              Path files = Files.createDirectory(directory.resolve("files"));
              Files.writeString(files.resolve("value"), Value.json(valueBytes));
              Path configuration = directory.resolve("nginx.conf");
              Files.writeString(configuration, configuration(port, user(directory)));
              return new ProcessBuilder(
                  nginx.toString(),
                  "-p",
                  directory.toString(),
                  "-e",
                  "stderr",
                  "-c",
                  configuration.toString());
            },
            (port, log) -> LocalProgram.isListening(port)));
  }

  private static String configuration(int port, String user) {
    return """
      daemon off;
      worker_processes auto;
      %s
      pid nginx.pid;
      error_log stderr;
      events { worker_connections 4096; }
      http {
        access_log off;
        sendfile on;
        tcp_nopush on;
        keepalive_requests 1000000000;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        default_type application/json;
        server {
          listen 127.0.0.1:%d;
          root files;
        }
      }
      """
        .formatted(user, port);
  }

  private static String user(Path directory) throws IOException {
    return Files.getOwner(directory).getName().equals("root") ? AS_ROOT : "";
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
