package io.ringcache.http;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection that sends any bytes at all, and reads what comes back as HTTP/1.1. */
public final class RawHttp implements Closeable {

  private static final int READ_TIMEOUT_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  private RawHttp(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  public static RawHttp connect(int port) throws IOException {
    return connect(port, Duration.ofMillis(READ_TIMEOUT_MILLIS));
  }

  /** The same, of one who waits that long for an answer to begin or to go on. */
  static RawHttp connect(int port, Duration patience) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) patience.toMillis());
    socket.setTcpNoDelay(true);
    return new RawHttp(socket);
  }

  /** Sends one message on a connection of its own and reads the answer. */
  public static Answer exchange(int port, byte[] message) throws IOException {
    try (RawHttp http = connect(port)) {
      http.send(message);
      return http.read();
    }
  }

  /** As {@link #exchange(int, byte[])}, a character a byte. */
  public static Answer exchange(int port, String message) throws IOException {
    return exchange(port, ascii(message));
  }

  /** Sends {@code METHOD target} with a Host and nothing else. */
  public static Answer request(int port, String method, String target) throws IOException {
    return exchange(port, method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  /** The bytes of a text, a character a byte. */
  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  public void send(String bytes) throws IOException {
    send(ascii(bytes));
  }

  /** Says that no more will come, and still reads. */
  public void endSending() throws IOException {
    socket.shutdownOutput();
  }

  /** Whether the other side has closed, and so orderly: a reset fails. */
  public boolean isAtEnd() throws IOException {
    return in.read() < 0;
  }

  /** Reads one answer with a body. */
  public Answer read() throws IOException {
    return read(true);
  }

  /** Reads one answer that has no body whatever its headers say, as that to a HEAD. */
  public Answer readHead() throws IOException {
    return read(false);
  }

  private Answer read(boolean withBody) throws IOException {
    String statusLine = readLine();
    if (!statusLine.startsWith("HTTP/1.")) {
      throw new IOException("no HTTP: " + statusLine);
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon), line.substring(colon + 1).trim());
    }
    int status = Integer.parseInt(statusLine.substring(9, 12));
    byte[] body = withBody ? readBody(status, headers) : new byte[0];
    return new Answer(status, headers, new String(body, StandardCharsets.UTF_8));
  }

  private byte[] readBody(int status, Map<String, String> headers) throws IOException {
    if (status == 204 || status == 304 || status < 200) {
      return new byte[0];
    }
    if (headers.getOrDefault("Transfer-Encoding", "").toLowerCase(Locale.ROOT).equals("chunked")) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int size = readSize(); size > 0; size = readSize()) {
        body.write(in.readNBytes(size));
        readLine();
      }
      readLine();
      return body.toByteArray();
    }
    String length = headers.get("Content-Length");
    if (length == null) {
      return in.readAllBytes();
    }
    byte[] body = in.readNBytes(Integer.parseInt(length));
    if (body.length < Integer.parseInt(length)) {
      throw new EOFException("the body was cut short");
    }
    return body;
  }

  private int readSize() throws IOException {
    return Integer.parseInt(readLine().trim(), 16);
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("closed after: " + line);
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

  /**
   * What came back.
   *
   * @param headers by name in any case; of a repeated one the last
   */
  public record Answer(int status, Map<String, String> headers, String body) {

    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }
}
