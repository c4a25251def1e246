package io.ringcache.perf.settings;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The deployment that is asked.
 *
 * @param baseUrl empty until {@code make perf} has started one of its own
 * @param metricsUrl where its CPU is told
 * @param nodes its Redis nodes, {@code host:port}
 * @param nodeProcesses the process ids of the nodes, in their order, where they are ours to kill;
 *     else empty
 */
public record Target(
    Optional<URI> baseUrl, Optional<URI> metricsUrl, List<String> nodes, List<Long> nodeProcesses) {

  public Target {
    nodes = List.copyOf(nodes);
    nodeProcesses = List.copyOf(nodeProcesses);
    for (String node : nodes) {
      if (!node.matches("[^:\\s]+:[0-9]{1,5}")) {
        throw new WrongSetting(SettingsSource.PREFIX + "nodes: '" + node + "' is not host:port");
      }
    }
  }

  /** Whether it was started for this run, on this machine, which it shares with the clients. */
  public boolean isOwn() {
    return !nodeProcesses.isEmpty();
  }
}
