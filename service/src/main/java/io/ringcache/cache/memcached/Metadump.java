package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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

  private static final long BUSY_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final Duration BUSY_FOR_LONG = Duration.ofSeconds(30);

  /** Taking a dump keeps a core busy, here and on the node: gentle walks do it one by one. */
  private static final Semaphore TURN = new Semaphore(1);

  /** How often a gentle walk looks whether its taker has caught up. */
  private static final long BEHIND_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final String NO_ITEMS = "no items";

  private static final byte[] DUMP = line("lru_crawler metadump hash");
  private static final byte[] STATS = line("stats");
  private static final byte[] END = {'E', 'N', 'D'};

  private final MemcachedEndpoint node;
  private final Socket socket = new Socket();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final LineBuffer lines = new LineBuffer();
  private final DumpLine line = new DumpLine();

  /** Of a dump in a file. */
  private Steps steps = Steps.of(0, 0);

  /** Where the dump is read from; null for the connection. */
  private volatile @Nullable InputStream source;

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
   * Hands over every line. A gentle one rests as long as the taker is behind.
   *
   * @throws java.net.SocketTimeoutException if the node is silent for too long
   * @throws IOException if the connection can not be made or is lost
   * @throws ReplyReader.Unexpected if a line is none of a dump
   * @throws CacheException.NodeUnavailable if the node is busy for too long
   */
  void readAll(LineTaker taker) throws IOException {
    socket.setSoLinger(true, 0); // what is left of a dump given up is of no use to anybody
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(Math.toIntExact(patience().toMillis()));
    socket.connect(
        new InetSocketAddress(node.host(), node.port()),
        Math.toIntExact(node.connectTimeout().toMillis()));
    boolean begun = pace == Pace.GENTLE ? takenInTurn() : begun();
    if (begun) {
      readFrom(taker);
    }
  }

  /** Has the node begin, and reads its first line; false where there is none. */
  private boolean begun() throws IOException {
    long givesUp = System.nanoTime() + BUSY_FOR_LONG.toNanos();
    String tableBefore = "";
    while (true) {
      send(DUMP);
      String first = readLine();
      if (isEmptyDump(first)) {
        String table = tableOfKeys();
        if (table.equals(NO_ITEMS) || table.equals(tableBefore)) {
          return false; // the table was the same before and after the dump, and at rest
        }
        tableBefore = table;
      } else if (!isBusy(first)) {
        return true;
      }
      if (System.nanoTime() - givesUp >= 0) {
        throw new CacheException.NodeUnavailable(node.name(), "its crawler is busy");
      }
      pause(BUSY_PAUSE_NANOS);
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
  private boolean takenInTurn() throws IOException {
    boolean inTurn = awaitTurn();
    try {
      boolean begun = begun();
      if (begun) {
        lines.show(line); // else it is no dump, and has no end
        FileChannel file = DumpFile.take(lines.fromLineOn(), source());
        source = Channels.newInputStream(file);
        steps = Steps.of(file.size(), System.nanoTime());
        lines.clear();
        String unused = readLine();
      }
      return begun;
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

  /** From the line on that was read last. */
  private void readFrom(LineTaker taker) throws IOException {
    while (!lines.isLine(END)) {
      lines.show(line);
      taker.take(line);
      while (!lines.next()) {
        rest(taker);
        fill();
      }
    }
  }

  private void rest(LineTaker taker) throws IOException {
    long givesUp = System.nanoTime() + patience().toNanos();
    while (mayRest() && taker.isBehind() && System.nanoTime() - givesUp < 0) {
      pause(BEHIND_PAUSE_NANOS);
    }
    if (mayRest()) {
      pause(steps.rest(System.nanoTime()));
    }
  }

  /** The node, or somebody, would wait otherwise. */
  private boolean mayRest() {
    return source != null && pace == Pace.GENTLE;
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

  private void pause(long nanos) throws IOException {
    try {
      if (closed.await(nanos, TimeUnit.NANOSECONDS)) {
        throw new IOException("the walk was ended");
      }
    } catch (InterruptedException e) {
      throw new IOException("the walk was ended", e);
    }
  }

  private void send(byte[] command) throws IOException {
    socket.getOutputStream().write(command);
  }

  private String readLine() throws IOException {
    while (!lines.next()) {
      fill();
    }
    return lines.line();
  }

  /** A step at most, where the walk rests after it. */
  private void fill() throws IOException {
    lines.fill(source(), mayRest() ? Steps.BYTES : Integer.MAX_VALUE);
  }

  private InputStream source() throws IOException {
    InputStream file = source;
    return file == null ? socket.getInputStream() : file;
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
      InputStream file = source;
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      // it is gone, which is what was wanted
    }
  }
}
