package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One {@code lru_crawler metadump hash} on a connection of its own, streamed. Blocks. For one
 * thread, except for {@link #close}. To be used once.
 *
 * <p>The node has one crawler: while it is busy, with somebody else's dump or with its own sweep,
 * it refuses, and we ask again. While it enlarges its table of keys it can not walk through it:
 * newer ones say so, 1.6.18 dumps nothing and says that this was all.
 */
final class Metadump implements AutoCloseable {

  /**
   * A pause of the node may be a bit longer than that of a command: it walks with a low priority.
   */
  private static final int PATIENCE_FACTOR = 4;

  private static final long BUSY_PAUSE_MILLIS = 50;
  private static final Duration BUSY_FOR_LONG = Duration.ofSeconds(30);
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int LONGEST_LINE = 4096;

  private static final String NO_ITEMS = "no items";

  private static final byte[] DUMP = line("lru_crawler metadump hash");
  private static final byte[] STATS = line("stats");

  private final MemcachedEndpoint node;
  private final Socket socket = new Socket();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int from;
  private int to;

  Metadump(MemcachedEndpoint node) {
    this.node = node;
  }

  /** How long the node may be silent. */
  Duration patience() {
    return node.commandTimeout().multipliedBy(PATIENCE_FACTOR);
  }

  /**
   * Hands over every line.
   *
   * @throws java.net.SocketTimeoutException if the node is silent for too long
   * @throws IOException if the connection can not be made or is lost
   * @throws ReplyReader.Unexpected if a line is none of a dump
   * @throws CacheException.NodeUnavailable if the node is busy for too long
   */
  void readAll(Consumer<DumpLine> each) throws IOException {
    socket.setSoLinger(true, 0); // what is left of a dump given up is of no use to anybody
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(Math.toIntExact(patience().toMillis()));
    socket.connect(
        new InetSocketAddress(node.host(), node.port()),
        Math.toIntExact(node.connectTimeout().toMillis()));
    long givesUp = System.nanoTime() + BUSY_FOR_LONG.toNanos();
    String tableBefore = "";
    while (true) {
      send(DUMP);
      String first = readLine();
      if (isEmptyDump(first)) {
        String table = tableOfKeys();
        if (table.equals(NO_ITEMS) || table.equals(tableBefore)) {
          return; // the table was the same before and after the dump, and at rest
        }
        tableBefore = table;
      } else if (!isBusy(first)) {
        readFrom(first, each);
        return;
      }
      pause(givesUp);
    }
  }

  private static boolean isEmptyDump(String line) {
    return line.equals("END") || line.startsWith("NOTSTARTED");
  }

  private static boolean isBusy(String line) {
    return line.startsWith("BUSY") || line.startsWith("ERROR locked");
  }

  private void readFrom(String first, Consumer<DumpLine> each) throws IOException {
    String line = first;
    while (!line.equals("END")) {
      each.accept(DumpLine.parse(line));
      line = readLine();
    }
  }

  /** What can be told of the table of keys, each time something else while it is enlarged. */
  private String tableOfKeys() throws IOException {
    send(STATS);
    Map<String, String> stats = new HashMap<>();
    for (String line = readLine(); !line.equals("END"); line = readLine()) {
      String[] words = line.split(" ", 3);
      if (words.length < 3 || !words[0].equals("STAT")) {
        throw new ReplyReader.Unexpected(line);
      }
      stats.put(words[1], words[2]);
    }
    if ("0".equals(stats.get("curr_items"))) {
      return NO_ITEMS;
    }
    return "0".equals(stats.get("hash_is_expanding"))
        ? "at rest with 2^" + stats.get("hash_power_level")
        : "enlarged at " + System.nanoTime();
  }

  private void pause(long givesUp) throws IOException {
    if (System.nanoTime() - givesUp >= 0) {
      throw new CacheException.NodeUnavailable(node.name(), "its crawler is busy");
    }
    try {
      if (closed.await(BUSY_PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IOException("the walk was ended");
      }
    } catch (InterruptedException e) {
      throw new IOException("the walk was ended", e);
    }
  }

  private void send(byte[] command) throws IOException {
    socket.getOutputStream().write(command);
  }

  /** The next line without its end: the dump's have {@code \n}, the others {@code \r\n}. */
  private String readLine() throws IOException {
    int looked = from;
    while (true) {
      for (; looked < to; looked++) {
        if (buffer[looked] == '\n') {
          int end = looked > from && buffer[looked - 1] == '\r' ? looked - 1 : looked;
          String line = new String(buffer, from, end - from, StandardCharsets.ISO_8859_1);
          from = looked + 1;
          return line;
        }
      }
      if (to - from > LONGEST_LINE) {
        throw new ReplyReader.Unexpected("a line without end");
      }
      looked -= from;
      fill();
    }
  }

  /** Reads more behind what is unread, which it moves to the buffer's beginning. */
  private void fill() throws IOException {
    System.arraycopy(buffer, from, buffer, 0, to - from);
    to -= from;
    from = 0;
    InputStream in = socket.getInputStream();
    int read = in.read(buffer, to, buffer.length - to);
    if (read < 0) {
      throw new EOFException("the node hung up");
    }
    to += read;
  }

  private static byte[] line(String command) {
    return (command + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** Ends it with a reset, also from another thread. */
  @Override
  public void close() {
    closed.countDown();
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone, which is what was wanted
    }
  }
}
