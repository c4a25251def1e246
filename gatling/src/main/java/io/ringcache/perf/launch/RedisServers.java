package io.ringcache.perf.launch;

import io.ringcache.perf.measure.RedisInfo;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Redis nodes of our own, on this machine, without persistence. */
final class RedisServers implements AutoCloseable {

  /** As for the tests. */
  private static final String VARIABLE = "RINGCACHE_TEST_REDIS";

  private final List<Child> processes = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();

  /** So many, with their logs there; returns when they serve. */
  void start(int nodes, Path directory) throws IOException, InterruptedException {
    String program = program();
    for (int i = 0; i < nodes; i++) {
      int port = FreePorts.next();
      String address = "127.0.0.1:" + port;
      Path own = Files.createDirectories(directory.resolve("redis-" + (i + 1)));
      ProcessBuilder builder =
          new ProcessBuilder(
              program,
              "--port",
              Integer.toString(port),
              "--bind",
              "127.0.0.1",
              "--dir",
              own.toString(),
              "--save",
              "",
              "--appendonly",
              "no");
      processes.add(Child.start(builder, own.resolve("redis.log"), () -> serves(address)));
      addresses.add(address);
    }
  }

  List<String> addresses() {
    return addresses;
  }

  List<Long> processIds() {
    return processes.stream().map(Child::id).toList();
  }

  private static boolean serves(String address) {
    try {
      return new RedisInfo(List.of(address)).usedMemory() > 0;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static String program() {
    String named = System.getenv(VARIABLE);
    if (named != null && !named.isBlank()) {
      return named;
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .map(directory -> Path.of(directory, "redis-server"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "there is no redis-server: install it, name one in "
                        + VARIABLE
                        + ", or give BASE_URL"));
  }

  @Override
  public void close() {
    processes.forEach(Child::close);
  }
}
