package io.ringcache.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starts the programs {@code initdb} and {@code postgres} of a directory. {@code initdb}, which
 * takes a second, runs once; what it made is copied for every cluster, its password included.
 */
final class PostgresProgram implements PostgresSource {

  private final Path bin;
  private final Unprivileged user;
  private final String password = "secret-of-postgres-" + UUID.randomUUID();
  private @Nullable Path template;

  PostgresProgram(Path bin) {
    this(bin, Unprivileged.user());
  }

  PostgresProgram(Path bin, Unprivileged user) {
    this.bin = bin;
    this.user = user;
  }

  /** Whether a directory has what it takes. */
  static boolean isIn(Path directory) {
    return Files.isExecutable(directory.resolve("initdb"))
        && Files.isExecutable(directory.resolve("postgres"));
  }

  /** Whether they run here: those that come as a jar do not on every machine of their platform. */
  boolean runs() {
    return user.canRun(postgres(), "--version")
        && user.canRun(bin.resolve("initdb").toString(), "--version");
  }

  @Override
  public Cluster create() {
    try {
      Path data = template();
      Path directory = user.temporaryDirectory("ringcache-postgres-");
      user.run("cp", "-R", data.toString(), directory.resolve("data").toString());
      return new Directory(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("can not make a database cluster with " + this, e);
    }
  }

  private synchronized Path template() throws IOException {
    if (template == null) {
      Path directory = user.temporaryDirectory("ringcache-postgres-template-");
      ClosedAtExit.add(() -> TemporaryDirectory.delete(directory));
      Path passwordFile = directory.resolve("password");
      user.writeSecret(passwordFile, password);
      Path data = directory.resolve("data");
      user.run(
          bin.resolve("initdb").toString(),
          "--pgdata=" + data,
          "--username=postgres",
          "--pwfile=" + passwordFile,
          "--auth=scram-sha-256",
          "--encoding=UTF8",
          "--locale=C",
          "--no-sync");
      template = data;
    }
    return template;
  }

  private String postgres() {
    return bin.resolve("postgres").toString();
  }

  @Override
  public String toString() {
    return bin.toString();
  }

  /** With the data in {@code data}, and the log beside it. */
  private final class Directory implements Cluster {

    private final Path directory;

    Directory(Path directory) {
      this.directory = directory;
    }

    @Override
    public String password() {
      return password;
    }

    @Override
    public RunningServer start(int port, List<String> options) throws PortTakenException {
      try {
        return new Postmaster(
            LoggedProcess.start(
                user.command(command(port, options)),
                directory.resolve("postgres.log"),
                "database system is ready to accept connections",
                port));
      } catch (IOException e) {
        throw new UncheckedIOException("can not start " + postgres(), e);
      }
    }

    /**
     * The operating system does not crash in a test, so nothing needs to reach the disk. But a
     * commit has to reach the operating system before it is answered ({@code synchronous_commit}
     * stays on), or a killed server would forget what it confirmed.
     */
    private List<String> command(int port, List<String> options) {
      List<String> command = new ArrayList<>();
      command.add(postgres());
      command.addAll(List.of("-D", directory.resolve("data").toString()));
      command.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "port=" + port));
      command.addAll(List.of("-c", "unix_socket_directories="));
      command.addAll(List.of("-c", "fsync=off", "-c", "full_page_writes=off"));
      command.addAll(options);
      return command;
    }

    @Override
    public void delete() {
      TemporaryDirectory.delete(directory);
    }
  }

  /** The process that has all others of a server as its children. */
  private record Postmaster(Process process) implements RunningServer {

    private static final int KILL_TIMEOUT_SECONDS = 30;

    /**
     * Immediate shutdown, PostgreSQL's word for a crash on demand: no checkpoint, recovery at the
     * next start. Unlike after a {@code kill -9} no shared memory stays behind.
     *
     * <p>Frozen before, and every process told: so all know of their end before any of them does
     * anything else, such as what clients have asked of a paused server.
     */
    @Override
    public void kill() {
      if (!process.isAlive()) {
        return;
      }
      pause();
      List<ProcessHandle> children = process.descendants().toList();
      Signal.QUIT.send(children);
      Signal.QUIT.send(process.toHandle());
      resume();
      for (ProcessHandle child : children) {
        child.onExit().orTimeout(KILL_TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
      }
      process.onExit().orTimeout(KILL_TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    }

    /** The postmaster first: from then on there are no new children. */
    @Override
    public void pause() {
      Signal.STOP.send(process.toHandle());
      Signal.STOP.send(process.descendants().toList());
    }

    @Override
    public void resume() {
      Signal.CONT.send(process.descendants().toList());
      Signal.CONT.send(process.toHandle());
    }
  }
}
