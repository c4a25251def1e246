package io.ringcache.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The processor's time that processes and threads have taken so far, in microseconds, read from
 * {@code /proc}; not a number where there is none, and that is everywhere but on Linux.
 */
public final class ProcessorTime {

  private static final Path PROC = Path.of("/proc");

  /** {@code USER_HZ}, which is 100 on every Linux that has a JDK. */
  private static final double MICROS_PER_TICK = 10_000;

  private ProcessorTime() {}

  /** Of the process, the children that it has, and those that it had. */
  public static double ofFamily(ProcessHandle process) {
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      return Stream.concat(Stream.of(process), descendants)
          .mapToDouble(
              member -> micros(stat(directory(member)), s -> s.ownTicks() + s.childrenTicks()))
          .sum();
    }
  }

  /** Of this process's children that have ended. */
  public static double ofEndedChildren() {
    return micros(stat(directory(ProcessHandle.current())), ProcStat::childrenTicks);
  }

  /** Of each thread of that name, as Linux has it: 15 characters at most. */
  public static List<Double> ofThreads(ProcessHandle process, Predicate<String> name) {
    Path threads = directory(process).resolve("task");
    if (Files.notExists(threads)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(threads)) {
      return found
          .flatMap(thread -> stat(thread).stream())
          .filter(stat -> name.test(stat.name()))
          .map(stat -> stat.ownTicks() * MICROS_PER_TICK)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Ticks {
    long of(ProcStat stat);
  }

  private static double micros(Optional<ProcStat> stat, Ticks ticks) {
    return stat.map(found -> ticks.of(found) * MICROS_PER_TICK).orElse(Double.NaN);
  }

  private static Path directory(ProcessHandle process) {
    return PROC.resolve(Long.toString(process.pid()));
  }

  /** Empty for one that is gone. */
  private static Optional<ProcStat> stat(Path directory) {
    try {
      return Optional.of(ProcStat.parse(Files.readString(directory.resolve("stat"))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      if (Files.notExists(directory)) {
        return Optional.empty(); // it ended while it was read
      }
      throw new UncheckedIOException(e);
    }
  }
}
