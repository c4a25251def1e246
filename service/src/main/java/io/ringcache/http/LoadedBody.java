package io.ringcache.http;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body has been read in front of its handler, as far as it goes: that part is read
 * here again, and what follows from the connection. Not thread-safe.
 */
final class LoadedBody extends Request.Wrapper {

  /** From how many bytes on the handling of a body takes memory worth counting in megabytes. */
  static final int LARGE = 16 << 10;

  private static final int SMALLEST_PIECE = 1 << 10;
  private static final int LARGEST_PIECE = 32 << 10;

  private final Queue<ByteBuffer> pieces = new ArrayDeque<>();
  private ByteBuffer piece = ByteBuffer.allocate(0);
  private long length;
  private Content.@Nullable Chunk end;

  LoadedBody(Request request) {
    super(request);
  }

  /**
   * Copies what is in the buffer: to keep that itself would keep a whole one for every byte that a
   * slow client sends.
   *
   * @param room asked before memory is taken
   * @return whether there was room
   */
  boolean add(ByteBuffer content, Holding room) {
    while (content.hasRemaining()) {
      if (!piece.hasRemaining()) {
        int size =
            (int)
                Math.min(
                    Math.max(Math.max(length, SMALLEST_PIECE), content.remaining()), LARGEST_PIECE);
        if (!room.takeForBody(size)) {
          return false;
        }
        keep();
        piece = ByteBuffer.allocate(size);
      }
      int most = Math.min(piece.remaining(), content.remaining());
      piece.put(content.slice(content.position(), most));
      content.position(content.position() + most);
      length += most;
    }
    return true;
  }

  /**
   * From here on it is read.
   *
   * @param last what ends the body, a failure perhaps; null where the rest is still to come
   */
  void loaded(Content.@Nullable Chunk last) {
    keep();
    end = last;
  }

  private void keep() {
    if (piece.position() > 0) {
      pieces.add(piece.flip());
    }
    piece = ByteBuffer.allocate(0);
  }

  /** How much has been read in front of the handler. */
  long loadedBytes() {
    return length;
  }

  /** Whether its handling takes its turn: it will not have to wait for the client. */
  boolean takesItsTurn() {
    return end != null && length > LARGE;
  }

  @Override
  public Content.@Nullable Chunk read() {
    @Nullable ByteBuffer next = pieces.poll();
    if (next != null) {
      return Content.Chunk.from(next, false);
    }
    return end != null ? end : super.read();
  }

  @Override
  public void demand(Runnable onAvailable) {
    if (pieces.isEmpty() && end == null) {
      super.demand(onAvailable);
    } else {
      onAvailable.run();
    }
  }

  @Override
  public void fail(Throwable failure) {
    pieces.clear();
    end = Content.Chunk.from(failure);
    super.fail(failure);
  }

  @Override
  public boolean consumeAvailable() {
    pieces.clear();
    return super.consumeAvailable();
  }
}
