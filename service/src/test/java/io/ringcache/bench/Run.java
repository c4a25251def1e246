package io.ringcache.bench;

import io.ringcache.bench.load.HttpConnection;
import io.ringcache.bench.load.Request;
import io.ringcache.bench.load.Wrk;
import io.ringcache.bench.load.WrkReport;
import io.ringcache.bench.peer.Peer;
import io.ringcache.bench.peer.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * One run of wrk against a peer, and the processor time that it took, in microseconds per request.
 *
 * @param store not a number where there is none
 * @param refusal why the figures say nothing; empty where they do
 */
record Run(
    long requests,
    double perSecond,
    double p50Millis,
    double p99Millis,
    double server,
    double store,
    double generator,
    Optional<String> refusal) {

  /**
   * What is sent in a run.
   *
   * @param keys how many there are, drawn uniformly
   */
  record Load(Work work, int valueBytes, int keys, int connections) {}

  /** Where the peer can do that work. */
  static Run of(Wrk wrk, Peer peer, Load load, Duration duration) throws IOException {
    Request request = peer.request(load.work(), load.valueBytes()).orElseThrow();
    double serverBefore = peer.processorMicros();
    double storeBefore = peer.storeMicros();
    WrkReport report = wrk.run(peer.port(), request, load.keys(), load.connections(), duration);
    double requests = report.requests();
    return new Run(
        report.requests(),
        report.perSecond(),
        report.p50Millis(),
        report.p99Millis(),
        (peer.processorMicros() - serverBefore) / requests,
        (peer.storeMicros() - storeBefore) / requests,
        report.processorMicros() / requests,
        report.refusal(load.work().answerBytes(load.valueBytes())));
  }

  /**
   * Asks once, and looks whether the values are in the answer, each of them.
   *
   * @throws IOException if they are not
   */
  static void check(Peer peer, Load load) throws IOException {
    Request request = peer.request(load.work(), load.valueBytes()).orElseThrow();
    try (HttpConnection connection = new HttpConnection(peer.port())) {
      HttpConnection.Answer answer = connection.send(request);
      long bytes = answer.body().chars().filter(c -> c == 'x').count();
      // The two quotes of each value are no part of what is counted.
      if (!answer.isGood() || bytes < load.work().answerBytes(Math.max(load.valueBytes() - 2, 0))) {
        throw new IOException(
            peer.description() + " answered " + load.work() + " with " + answer.status());
      }
    }
  }
}
