package io.ringcache.client.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy to a port of this machine that may stall answers, or reset connections before the
 * answer. Thread-safe.
 */
public final class BadLine implements AutoCloseable {

  private final ServerSocket listener;
  private final int serverPort;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger answersToLose = new AtomicInteger();
  private boolean stalled;

  private BadLine(int serverPort) {
    this.serverPort = serverPort;
    try {
      this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One to that port, which passes everything on. */
  public static BadLine to(int serverPort) {
    BadLine line = new BadLine(serverPort);
    daemon(line::accept);
    return line;
  }

  public String url() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /** How many connections there have been. */
  public int connections() {
    return taken.get();
  }

  /** No answer arrives any more, until it is told to pass. */
  public synchronized void stall() {
    stalled = true;
  }

  public synchronized void pass() {
    stalled = false;
    notifyAll();
  }

  /** That many answers are not passed on; their connections are reset instead. */
  public void loseAnswers(int count) {
    answersToLose.set(count);
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listener.accept();
      taken.incrementAndGet();
      open.add(client);
      Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
      open.add(server);
      daemon(() -> pump(client, server, false));
      daemon(() -> pump(server, client, true));
    }
  }

  private void pump(Socket from, Socket to, boolean answers) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      byte[] buffer = new byte[16 * 1024];
      int length;
      while ((length = in.read(buffer)) > 0) {
        if (answers) {
          awaitPassage();
          if (answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            to.setSoLinger(true, 0);
            return;
          }
        }
        to.getOutputStream().write(buffer, 0, length);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private synchronized void awaitPassage() throws InterruptedException {
    while (stalled) {
      wait();
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // that connection, or the listener, has ended
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    pass();
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
