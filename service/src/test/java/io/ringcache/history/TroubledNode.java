package io.ringcache.history;

import io.ringcache.testing.LocalServer;
import io.ringcache.testing.TcpProxy;
import java.util.List;
import java.util.stream.Stream;

/**
 * A node that may be harmed, and how each process reaches it.
 *
 * @param lines one for each process; none where all reach it directly
 * @param troubles what may befall it
 */
record TroubledNode(LocalServer server, List<TcpProxy> lines, List<Trouble> troubles)
    implements AutoCloseable {

  static TroubledNode reachedDirectly(LocalServer server, Trouble... troubles) {
    return new TroubledNode(server, List.of(), List.of(troubles));
  }

  static TroubledNode behindLines(LocalServer server, int processes, Trouble... troubles) {
    return new TroubledNode(
        server,
        Stream.generate(() -> TcpProxy.to(server.port())).limit(processes).toList(),
        List.of(troubles));
  }

  /** Where that process finds it. */
  String address(int process) {
    return lines.isEmpty() ? server.address() : lines.get(process).address();
  }

  @Override
  public void close() {
    server.close();
    lines.forEach(TcpProxy::close);
  }
}
