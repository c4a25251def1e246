package io.ringcache.bench.peer;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringcache.bench.load.HttpConnection;
import io.ringcache.bench.load.Request;
import io.ringcache.bench.process.ProcessorTime;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * This service, as it is delivered, by one of the configurations that come with it: authentication
 * on, statistics and metrics as they are, the access log with one of a hundred operations.
 */
public final class Ringcache implements Peer {

  private static final String NAMESPACE = "/api/v1/namespaces/bench";
  private static final String ENTRIES = "/api/v1/cache/bench";
  private static final String JSON = "Content-Type: application/json";
  private static final String ALLOWED = "Authorization: Bearer ";
  private static final int TTL_SECONDS = 86_400;

  /** More than is ever stored here. */
  private static final int MAX_SIZE_MB = 16_384;

  private static final int SEED_BYTES = 4_000_000;
  private static final int SEED_KEYS = 100;
  private static final int SEED_ATTEMPTS = 10;

  /** As {@code RedisConnection} names the thread of one connection; the nodes' are short here. */
  private static final Pattern OWNER = Pattern.compile("redis-n\\d+-\\d+");

  private final RingcacheProcess process;
  private final String apiKey;

  private Ringcache(RingcacheProcess process, String apiKey) {
    this.process = process;
    this.apiKey = apiKey;
  }

  /** Over that many Redis nodes, and with a PostgreSQL. */
  public static Ringcache onRedis(int nodes) throws IOException {
    return prepare(RingcacheProcess.onRedis(nodes));
  }

  /** With its entries in its own memory. */
  public static Ringcache inMemory() throws IOException {
    return prepare(RingcacheProcess.inMemory());
  }

  /** Makes the namespace, and a key that may do no more than an application's. */
  private static Ringcache prepare(RingcacheProcess process) throws IOException {
    List<String> asAdmin = List.of(JSON, ALLOWED + RingcacheProcess.ADMIN_KEY);
    try (HttpConnection connection = new HttpConnection(process.port())) {
      String settings = "{\"default_ttl\":" + TTL_SECONDS + ",\"max_size_mb\":" + MAX_SIZE_MB + "}";
      answer(connection, new Request("PUT", NAMESPACE, asAdmin, settings));
      String key =
          "{\"name\":\"bench\",\"roles\":[\"read\",\"write\"],\"namespaces\":[\"bench*\"]}";
      String made = answer(connection, new Request("POST", "/api/v1/api-keys", asAdmin, key));
      return new Ringcache(process, new ObjectMapper().readTree(made).required("key").asText());
    }
  }

  @Override
  public String description() {
    return process.description();
  }

  @Override
  public int port() {
    return process.port();
  }

  @Override
  public Optional<Request> request(Work work, int valueBytes) {
    String entry = "\"value\":" + Value.json(valueBytes) + ",\"ttl\":" + TTL_SECONDS;
    return Optional.of(
        switch (work) {
          case GET -> request("GET", "/" + Request.KEY, "");
          case PUT -> request("PUT", "/" + Request.KEY, "{" + entry + "}");
          case MGET ->
              request(
                  "POST", "/mget", "{\"keys\":[\"" + Request.keys(work.keys(), "\",\"") + "\"]}");
          case MSET -> mset(work.keys(), entry);
        });
  }

  private Request mset(int keys, String entry) {
    String between = "\"," + entry + "},{\"key\":\"";
    return request(
        "POST",
        "/mset",
        "{\"entries\":[{\"key\":\"" + Request.keys(keys, between) + "\"," + entry + "}]}");
  }

  private Request request(String method, String path, String body) {
    List<String> headers =
        body.isEmpty() ? List.of(ALLOWED + apiKey) : List.of(ALLOWED + apiKey, JSON);
    return new Request(method, ENTRIES + path, headers, body);
  }

  /** Many at a time. */
  @Override
  public void seed(int from, int to, int valueBytes) throws IOException {
    String entry = "\"value\":" + Value.json(valueBytes) + ",\"ttl\":" + TTL_SECONDS;
    int together = Math.max(1, Math.min(SEED_KEYS, SEED_BYTES / valueBytes));
    try (HttpConnection connection = new HttpConnection(port())) {
      for (int key = from; key < to; key += together) {
        seed(connection, mset(Math.min(together, to - key), entry), key);
      }
    }
  }

  /** Again where a node was not in time: a cold JVM takes long for its first. */
  private static void seed(HttpConnection connection, Request mset, int firstKey)
      throws IOException {
    HttpConnection.Answer answer = connection.send(mset, firstKey);
    for (int i = 1; i < SEED_ATTEMPTS && answer.status() / 100 == 5; i++) {
      answer = connection.send(mset, firstKey);
    }
    if (!answer.isGood()) {
      throw new IOException("an mset was answered with " + answer.status());
    }
  }

  private static String answer(HttpConnection connection, Request request) throws IOException {
    HttpConnection.Answer answer = connection.send(request);
    if (!answer.isGood()) {
      throw new IOException(request.path() + " was answered with " + answer);
    }
    return answer.body();
  }

  public ProcessHandle process() {
    return process.handle();
  }

  @Override
  public double processorMicros() {
    return ProcessorTime.ofFamily(process.handle());
  }

  @Override
  public double storeMicros() {
    return process.storeMicros();
  }

  /**
   * Processor time of each thread that owns a connection to a node, so far, in microseconds: what
   * goes through a connection can use no more than one core.
   */
  public List<Double> ownersMicros() {
    return ProcessorTime.ofThreads(process.handle(), OWNER.asMatchPredicate());
  }

  @Override
  public void close() {
    process.close();
  }
}
