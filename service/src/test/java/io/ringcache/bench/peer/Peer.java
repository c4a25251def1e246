package io.ringcache.bench.peer;

import io.ringcache.bench.load.HttpConnection;
import io.ringcache.bench.load.Request;
import java.io.IOException;
import java.util.Optional;

/**
 * A server that is measured, running with what it needs, all of it this program's own. Closing it
 * ends them all. Not thread-safe.
 */
public interface Peer extends AutoCloseable {

  /** With the version, for the page. */
  String description();

  int port();

  /** How to ask it; empty for what it can not do. */
  Optional<Request> request(Work work, int valueBytes);

  /** Processor time that it and its children have taken so far, in microseconds. */
  double processorMicros();

  /** The same of the server behind it that keeps the data; not a number if there is none. */
  double storeMicros();

  /** Stores values under the keys from that number on to before the other. */
  default void seed(int from, int to, int valueBytes) throws IOException {
    Request put = request(Work.PUT, valueBytes).orElseThrow();
    try (HttpConnection connection = new HttpConnection(port())) {
      for (int key = from; key < to; key++) {
        HttpConnection.Answer answer = connection.send(put, key);
        if (!answer.isGood()) {
          throw new IOException(description() + " answered a write with " + answer);
        }
      }
    }
  }

  @Override
  void close();
}
