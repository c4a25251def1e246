package io.ringcache.bench.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;

/**
 * One connection to a server on this machine, which is kept alive. It understands as much of HTTP
 * as the servers measured here say, and costs less than a client that understands all of it: what
 * it takes is missing to the server. Not thread-safe; its calls block.
 */
public final class HttpConnection implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int TIMEOUT_MILLIS = 30_000;

  private final int port;
  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  /** Of the last answer's body. */
  private long bodyBytes;

  public HttpConnection(int port) throws IOException {
    this.port = port;
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
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
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int status = send(new RenderedRequest(request.template(port)).from(firstKey), body);
    return new Answer(status, body.toString(StandardCharsets.UTF_8));
  }

  /** How long the last answer's body was. */
  long bodyBytes() {
    return bodyBytes;
  }

  /** Sends a request with keys that are drawn; the status. The body is read and forgotten. */
  int send(RenderedRequest request, Random random, int keys) throws IOException {
    return send(request.next(random, keys), OutputStream.nullOutputStream());
  }

  private int send(byte[] request, OutputStream body) throws IOException {
    bodyBytes = 0;
    socket.getOutputStream().write(request);
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    long length = 0;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(lower.indexOf(':') + 1).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = lower.endsWith("chunked");
      }
    }
    if (chunked) {
      copyChunks(body);
    } else {
      copy(length, body);
    }
    return status;
  }

  private void copyChunks(OutputStream body) throws IOException {
    for (int length = chunkLength(); length > 0; length = chunkLength()) {
      copy(length, body);
      line();
    }
    line();
  }

  private int chunkLength() throws IOException {
    return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
  }

  private void copy(long length, OutputStream body) throws IOException {
    for (long left = length; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new EOFException("the connection ended within a body");
      }
      body.write(buffer, 0, read);
      bodyBytes += read;
      left -= read;
    }
  }

  /** Without its end. */
  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection ended within a head");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
