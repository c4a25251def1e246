package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

  /** Taking a dump keeps a core busy, here and on the node: gentle walks do it one by one. */
  private static final Semaphore TURN = new Semaphore(1);

  /** After each buffer of lines a gentle walk rests. */
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(14);

  private static final String NO_ITEMS = "no items";

  private static final byte[] DUMP = line("lru_crawler metadump hash");
  private static final byte[] STATS = line("stats");

  private final MemcachedEndpoint node;
  private final Socket socket = new Socket();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int from;
  private int to;
  private int readSinceRest;

  /** Where the dump is read from; null for the connection. */
  private @Nullable InputStream source;

  private volatile Pace pace;

  Metadump(MemcachedEndpoint node, Pace pace) {
    this.node = node;
    this.pace = pace;
  }

  /** Stops resting: somebody waits for the next walk. From any thread. */
  void hurry() {
    pace = Pace.URGENT;
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
    String first = pace == Pace.GENTLE ? takenInTurn() : begun();
    if (first != null) {
      readFrom(first, each);
    }
  }

  /** Has the node begin: its first line, null where there is none. */
  private @Nullable String begun() throws IOException {
    long givesUp = System.nanoTime() + BUSY_FOR_LONG.toNanos();
    String tableBefore = "";
    while (true) {
      send(DUMP);
      String first = readLine();
      if (isEmptyDump(first)) {
        String table = tableOfKeys();
        if (table.equals(NO_ITEMS) || table.equals(tableBefore)) {
          return null; // the table was the same before and after the dump, and at rest
        }
        tableBefore = table;
      } else if (!isBusy(first)) {
        return first;
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

  /**
   * Has the node begin, and give out all that follows the first line. It holds the lock of some
   * keys while it waits for its dump to be read, so nobody may take his time over that.
   */
  private @Nullable String takenInTurn() throws IOException {
    boolean inTurn = awaitTurn();
    try {
      String first = begun();
      if (first != null && !first.equals("END")) {
        source = DumpFile.take(ByteBuffer.wrap(buffer, from - 1, to - from + 1), source());
        from = 0;
        to = 0;
        String unused = readLine(); // what is before the first line end is read already
      }
      return first;
    } finally {
      if (inTurn) {
        TURN.release();
      }
    }
  }

  /** False after a while: a node that is busy or silent is not to hold up the walks of others. */
  private boolean awaitTurn() throws IOException {
    try {
      return TURN.tryAcquire(patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IOException("the walk was ended", e);
    }
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
    if (pace == Pace.GENTLE && readSinceRest >= BUFFER_BYTES) {
      readSinceRest = 0;
      LockSupport.parkNanos(REST_NANOS);
    }
    System.arraycopy(buffer, from, buffer, 0, to - from);
    to -= from;
    from = 0;
    int read = source().read(buffer, to, buffer.length - to);
    if (read < 0) {
      throw new EOFException("the node hung up");
    }
    to += read;
    readSinceRest += read;
  }

  private InputStream source() throws IOException {
    return source == null ? socket.getInputStream() : source;
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
      if (source != null) {
        source.close();
      }
    } catch (IOException e) {
      // it is gone, which is what was wanted
    }
  }
}
