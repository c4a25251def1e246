package io.ringcache.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/** Signals to processes that Java can not send: it knows TERM and KILL only. */
enum Signal {
  QUIT,
  STOP,
  CONT;

  void send(List<ProcessHandle> processes) {
    processes.forEach(this::send);
  }

  /** Returns when it is sent; no effect on a process that is gone. */
  void send(ProcessHandle process) {
    try {
      int status =
          new ProcessBuilder("kill", "-" + name(), Long.toString(process.pid()))
              .redirectError(Redirect.DISCARD)
              .start()
              .onExit()
              .join()
              .exitValue();
      if (status != 0 && process.isAlive()) {
        throw new IllegalStateException(
            "kill -" + name() + " " + process.pid() + " ended with " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can not run kill", e);
    }
  }
}
