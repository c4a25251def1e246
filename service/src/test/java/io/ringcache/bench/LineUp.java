package io.ringcache.bench;

import io.ringcache.bench.peer.Peer;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The contestants that are installed here, running and with their values. */
final class LineUp implements AutoCloseable {

  private final Map<Contestant, Peer> running = new EnumMap<>(Contestant.class);

  private LineUp() {}

  static LineUp start(int keys, int valueBytes) throws IOException {
    LineUp lineUp = new LineUp();
    try {
      for (Contestant contestant : Contestant.values()) {
        Optional<Peer> peer = contestant.start(valueBytes);
        if (peer.isEmpty()) {
          System.out.println(contestant.title() + " is missing here");
          continue;
        }
        lineUp.running.put(contestant, peer.get());
        peer.get().seed(0, keys, valueBytes);
      }
      return lineUp;
    } catch (IOException | RuntimeException e) {
      lineUp.close();
      throw e;
    }
  }

  /** Empty for one that is missing. */
  Optional<Peer> peer(Contestant contestant) {
    return Optional.ofNullable(running.get(contestant));
  }

  /** Those that are there, with their versions. */
  String describe() {
    return running.values().stream().map(Peer::description).collect(Collectors.joining(" · "));
  }

  @Override
  public void close() {
    running.values().forEach(Peer::close);
  }
}
