package io.ringcache.perf.measure;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.DoubleAdder;

/** What a run measures besides what Gatling does, by name. Thread-safe. */
public final class Figures {

  private final ConcurrentMap<String, DoubleAdder> figures = new ConcurrentHashMap<>();

  /** Those that simulations before this one have left there. */
  public static Figures in(Path file) {
    Figures figures = new Figures();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        Properties properties = new Properties();
        properties.load(reader);
        properties
            .stringPropertyNames()
            .forEach(name -> figures.set(name, Double.parseDouble(properties.getProperty(name))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return figures;
  }

  public void set(String name, double value) {
    DoubleAdder figure = new DoubleAdder();
    figure.add(value);
    figures.put(name, figure);
  }

  public void add(String name, double value) {
    figures.computeIfAbsent(name, absent -> new DoubleAdder()).add(value);
  }

  /** Empty where it was not measured. */
  public OptionalDouble get(String name) {
    DoubleAdder figure = figures.get(name);
    return figure == null ? OptionalDouble.empty() : OptionalDouble.of(figure.sum());
  }

  /** Of two counts, how much of both together the first is; 0 where there is neither. */
  public double part(String count, String other) {
    double mine = get(count).orElse(0);
    double all = mine + get(other).orElse(0);
    return all == 0 ? 0 : mine / all;
  }

  /** For the simulations after this one, and for the summary. */
  public void store(Path file) {
    Properties properties = new Properties();
    for (Map.Entry<String, DoubleAdder> figure : figures.entrySet()) {
      properties.setProperty(figure.getKey(), Double.toString(figure.getValue().sum()));
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (Writer writer = Files.newBufferedWriter(file)) {
        properties.store(writer, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
