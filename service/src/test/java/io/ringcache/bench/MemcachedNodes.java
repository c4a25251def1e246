package io.ringcache.bench;

import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.NamespaceDirectory;
import io.ringcache.testing.MemcachedServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Empty Memcached nodes with room for what is measured, and what they say of themselves. */
final class MemcachedNodes implements AutoCloseable {

  private static final String MEGABYTES = "1024";

  private final List<MemcachedServer> servers;

  private MemcachedNodes(List<MemcachedServer> servers) {
    this.servers = servers;
  }

  static MemcachedNodes start(int count) {
    return new MemcachedNodes(
        Stream.generate(() -> MemcachedServer.start("-m", MEGABYTES)).limit(count).toList());
  }

  MemcachedServer first() {
    return servers.get(0);
  }

  /** As a configuration has them. */
  String addresses() {
    return servers.stream().map(MemcachedServer::address).collect(Collectors.joining(","));
  }

  /** A backend on these nodes, as the service makes it from a configuration, and connected. */
  CacheBackend connect(NamespaceDirectory namespaces) {
    return Backends.connect("memcached", servers, namespaces);
  }

  String version() {
    return stats(first(), "").getOrDefault("version", "?");
  }

  /** What all nodes have taken for items so far, in bytes. */
  long allocated() {
    return servers.stream()
        .mapToLong(node -> number(stats(node, " slabs"), "total_malloced"))
        .sum();
  }

  /** What the items of all nodes have in them, keys and headers included, in bytes. */
  long used() {
    return servers.stream().mapToLong(node -> number(stats(node, ""), "bytes")).sum();
  }

  /** The time that the first node's processor has spent so far, in microseconds. */
  double processorMicros() {
    Map<String, String> stats = stats(first(), "");
    return 1e6
        * (Double.parseDouble(stats.getOrDefault("rusage_user", "0"))
            + Double.parseDouble(stats.getOrDefault("rusage_system", "0")));
  }

  private static long number(Map<String, String> stats, String name) {
    return Long.parseLong(stats.getOrDefault(name, "0"));
  }

  private static Map<String, String> stats(MemcachedServer node, String which) {
    try (Socket socket = new Socket(node.host(), node.port());
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      socket
          .getOutputStream()
          .write(("stats" + which + "\r\n").getBytes(StandardCharsets.US_ASCII));
      Map<String, String> stats = new HashMap<>();
      for (String line = in.readLine(); line != null && !line.equals("END"); line = in.readLine()) {
        String[] words = line.split(" ", 3);
        stats.put(words[1], words.length < 3 ? "" : words[2]);
      }
      return stats;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    servers.forEach(MemcachedServer::close);
  }
}
