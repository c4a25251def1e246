package io.ringcache.cache.memcached;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our ends of connections that were given up and that the node may not be done with. Thread-safe.
 *
 * <p>A connection that is reset is not over for the node: it still reads, and does, what had
 * arrived, and only then notices. Until it does, {@code stats conns} lists our end. Where an
 * address is translated on the way, the node lists another, and this sees nothing.
 */
final class GivenUp {

  private static final Logger log = LoggerFactory.getLogger(GivenUp.class);

  /** Seen that often by a node that answers, it is somebody else's who got the same port. */
  private static final int SEEN_TOO_OFTEN = 500;

  /** {@code tcp:127.0.0.1:4711} or {@code tcp6:[::1]:4711}. */
  private static final Pattern ADDRESS =
      Pattern.compile("tcp6?:(\\d[\\d.]+|\\[[^\\]]+]):(\\d{1,5})");

  private final Map<SocketAddress, Integer> seen = new HashMap<>();

  synchronized void add(SocketAddress end) {
    seen.put(end, 0);
  }

  synchronized void remove(SocketAddress end) {
    seen.remove(end);
  }

  /** The process that had them is gone. */
  synchronized void clear() {
    seen.clear();
  }

  synchronized boolean isEmpty() {
    return seen.isEmpty();
  }

  /**
   * Forgets those that the node no longer has.
   *
   * @param connections what it says to {@code stats conns}
   */
  synchronized void retainAllIn(Map<String, String> connections) {
    Set<SocketAddress> open = new HashSet<>();
    connections.forEach(
        (name, value) -> {
          if (name.endsWith(":addr")) {
            parse(value).ifPresent(open::add);
          }
        });
    seen.keySet().retainAll(open);
    seen.replaceAll((end, times) -> times + 1);
    if (seen.values().removeIf(times -> times > SEEN_TOO_OFTEN)) {
      log.warn("A connection that was given up stays open, it is taken for somebody else's");
    }
  }

  /** Empty for what is no address of TCP, and so none of ours. */
  private static Optional<SocketAddress> parse(String text) {
    Matcher address = ADDRESS.matcher(text);
    if (!address.matches()) {
      return Optional.empty();
    }
    try {
      InetAddress host = InetAddress.getByName(address.group(1)); // a literal: no name is looked up
      return Optional.of(new InetSocketAddress(host, Integer.parseInt(address.group(2))));
    } catch (UnknownHostException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
