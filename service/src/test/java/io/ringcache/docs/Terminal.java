package io.ringcache.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A bash at work in a directory, as somebody has it before them: what one command exports the next
 * ones find. To be closed, with which all that was started in it ends.
 */
final class Terminal implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration LAST_WORDS = Duration.ofSeconds(30);

  /**
   * How a command ended.
   *
   * @param said on both streams, as a terminal shows them
   */
  record Outcome(int status, String said) {}

  private final Process bash;
  private final Writer keyboard;
  private final Path screens;
  private int commands;

  private Terminal(Process bash, Path screens) {
    this.bash = bash;
    this.keyboard = bash.outputWriter(StandardCharsets.UTF_8);
    this.screens = screens;
  }

  /**
   * Opens one.
   *
   * @param screens a directory for what is said in it
   * @param environment besides that of the tests
   */
  static Terminal open(Path directory, Path screens, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "--noprofile", "--norc")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(screens.resolve("bash").toFile());
    builder.environment().putAll(environment);
    Terminal terminal = new Terminal(builder.start(), screens);
    terminal.type("set -m"); // jobs of their own, so that they take a Ctrl-C
    return terminal;
  }

  /** Runs a command; returns when it has ended. */
  Outcome run(String command) throws IOException {
    Path screen = screens.resolve("command-" + ++commands);
    Path status = screens.resolve("status-" + commands);
    type(
        """
        { %s
        } </dev/null >'%s' 2>&1
        echo $? >'%s.new' && mv '%3$s.new' '%3$s'"""
            .formatted(command, screen, status));
    await("the end of " + command)
        .pollInterval(Duration.ofMillis(10))
        .atMost(PATIENCE)
        .until(() -> Files.exists(status) || !bash.isAlive());
    assertThat(status).as(Files.readString(screens.resolve("bash"))).exists();
    return new Outcome(
        Integer.parseInt(Files.readString(status).strip()), Files.readString(screen));
  }

  /** Starts a command that goes on; returns when it has said that. */
  Job start(String command, String ready) throws IOException {
    Path screen = screens.resolve("command-" + ++commands);
    Path pid = screens.resolve("pid-" + commands);
    type(
        """
        { %s
        } </dev/null >'%s' 2>&1 &
        echo $! >'%s.new' && mv '%3$s.new' '%3$s'"""
            .formatted(command, screen, pid));
    await("the start of " + command).atMost(PATIENCE).until(() -> Files.exists(pid));
    Job job = new Job(Long.parseLong(Files.readString(pid).strip()), screen);
    await(command + " says " + ready)
        .pollInterval(Duration.ofMillis(20))
        .atMost(PATIENCE)
        .until(() -> !job.isAlive() || job.said().contains(ready));
    assertThat(job.said()).contains(ready);
    return job;
  }

  private void type(String lines) throws IOException {
    keyboard.write(lines + "\n");
    keyboard.flush();
  }

  /** What goes on in the terminal while others are used. */
  final class Job {

    private final long pid;
    private final Path screen;

    private Job(long pid, Path screen) {
      this.pid = pid;
      this.screen = screen;
    }

    boolean isAlive() {
      return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    String said() {
      try {
        return Files.readString(screen);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Presses Ctrl-C; returns when it has ended. */
    void interrupt() throws IOException {
      assertThat(run("kill -INT -- -" + pid).status()).isZero();
      await("the end of " + screen).atMost(LAST_WORDS).until(() -> !isAlive());
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> family =
        Stream.concat(bash.descendants(), Stream.of(bash.toHandle())).toList();
    family.forEach(ProcessHandle::destroyForcibly);
    family.forEach(member -> member.onExit().join());
  }
}
