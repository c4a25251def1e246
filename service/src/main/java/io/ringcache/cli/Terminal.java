package io.ringcache.cli;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command reads, writes and is told by its environment. Not thread-safe.
 *
 * @param interactive whether somebody looks at standard error
 */
record Terminal(
    InputStream in,
    OutputStream out,
    OutputStream error,
    boolean interactive,
    Map<String, String> environment) {

  private static final int BUFFER = 64 * 1024;

  /** Nobody reads standard output any more. */
  static final class NobodyReads extends UncheckedIOException {

    private static final long serialVersionUID = 1L;

    NobodyReads(IOException cause) {
      super(cause);
    }
  }

  /** This process's. Writing fails where Java's own streams would go on in silence. */
  static Terminal ofProcess() {
    return new Terminal(
        new BufferedInputStream(new FileInputStream(FileDescriptor.in), BUFFER),
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER),
        new FileOutputStream(FileDescriptor.err),
        isTerminal(Path.of("/proc/self/fd/2")),
        System.getenv());
  }

  private static boolean isTerminal(Path descriptor) {
    try {
      String device = Files.readSymbolicLink(descriptor).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  void print(byte[] bytes) {
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw new NobodyReads(e);
    }
  }

  void print(String text) {
    print(text.getBytes(StandardCharsets.UTF_8));
  }

  void println(String text) {
    print(text + "\n");
  }

  void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new NobodyReads(e);
    }
  }

  /** Says something beside the output; nobody who listens is no failure. */
  void say(String text) {
    try {
      error.write(text.getBytes(StandardCharsets.UTF_8));
      error.flush();
    } catch (IOException e) {
      // there is nowhere left to say it
    }
  }
}
