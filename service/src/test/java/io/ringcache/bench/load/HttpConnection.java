package io.ringcache.bench.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One connection to a server on this machine, which is kept alive. Not thread-safe; its calls
 * block.
 */
public final class HttpConnection implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int TIMEOUT_MILLIS = 30_000;

  private final int port;
  private final Socket socket;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final AnswerReader answer = new AnswerReader(body);
  private final ByteBuffer arrived = ByteBuffer.allocate(BUFFER_BYTES);

  public HttpConnection(int port) throws IOException {
    this.port = port;
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
  }

  /** What was answered. */
  public record Answer(int status, String body) {

    public boolean isGood() {
      return status / 100 == 2;
    }
  }

  /** Sends the request with the first of the keys in the first place, and so on. */
  public Answer send(Request request) throws IOException {
    return send(request, 0);
  }

  /** Sends the request with the key of that number in the first place, and so on. */
  public Answer send(Request request, int firstKey) throws IOException {
    body.reset();
    answer.begin();
    socket.getOutputStream().write(new RenderedRequest(request.template(port)).from(firstKey));
    boolean whole = false;
    while (!whole) {
      int read = socket.getInputStream().read(arrived.array());
      if (read < 0) {
        answer.breakOff();
      }
      whole = answer.read(arrived.clear().limit(read));
    }
    return new Answer(answer.status(), body.toString(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
