package io.ringcache.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Starts an {@code nginx} on a free port of 127.0.0.1, with all that it writes in one directory.
 */
public final class NginxProgram {

  /** Where that is root's, as in containers: the workers could not get there otherwise. */
  private static final String AS_ROOT = "user root;";

  private static final String CONFIGURATION =
      """
      daemon off;
      worker_processes auto;
      %s
      pid nginx.pid;
      error_log stderr;
      events { worker_connections 4096; }
      http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        %s
      }
      """;

  private NginxProgram() {}

  /** What is to stand in the block {@code http}. */
  @FunctionalInterface
  public interface Http {

    /** For that port and directory, which files may be made in. */
    String block(int port, Path directory) throws IOException;
  }

  /** Starts it; returns when it takes connections. */
  public static LocalProgram start(Path nginx, Http http) {
    return LocalProgram.start(
        "nginx",
        (port, directory) -> {
          Path configuration = directory.resolve("nginx.conf");
          Files.writeString(
              configuration, CONFIGURATION.formatted(user(directory), http.block(port, directory)));
          return new ProcessBuilder(
              nginx.toString(),
              "-p",
              directory.toString(),
              "-e",
              "stderr",
              "-c",
              configuration.toString());
        },
        (port, log) -> LocalProgram.isListening(port));
  }

  private static String user(Path directory) throws IOException {
    return Files.getOwner(directory).getName().equals("root") ? AS_ROOT : "";
  }
}
