package io.ringcache.testing;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs programs that refuse to be run by root, as PostgreSQL's do. Where the tests are not root's,
 * that is nothing special. Where they are, as in many containers, it takes a user namespace, in
 * which root is nobody; and where the container forbids these, as Docker's do, the user nobody.
 */
final class Unprivileged {

  private static final int NOBODY = 65_534;

  private static final List<String> AS_IT_IS = List.of();
  private static final List<String> IN_A_USER_NAMESPACE = List.of("unshare", "--user");
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

  /** Put before a command; each of them becomes the command, by exec, and keeps the process id. */
  private final List<String> prefix;

  private Unprivileged(List<String> prefix) {
    this.prefix = prefix;
  }

  static Unprivileged user() {
    if (new UnixSystem().getUid() != 0) {
      return new Unprivileged(AS_IT_IS);
    }
    Unprivileged inNamespace = new Unprivileged(IN_A_USER_NAMESPACE);
    return inNamespace.canRun("true") ? inNamespace : nobody();
  }

  /** For root only. */
  static Unprivileged nobody() {
    return new Unprivileged(AS_NOBODY);
  }

  /** A new one that this user owns. */
  Path temporaryDirectory(String name) throws IOException {
    Path directory = Files.createTempDirectory(name);
    if (prefix.equals(AS_NOBODY)) {
      Files.setAttribute(directory, "unix:uid", NOBODY);
    }
    return directory;
  }

  /** A new file that only this user reads. */
  void writeSecret(Path file, String secret) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, secret);
    if (prefix.equals(AS_NOBODY)) {
      Files.setAttribute(file, "unix:uid", NOBODY);
    }
  }

  List<String> command(List<String> command) {
    List<String> prefixed = new ArrayList<>(prefix);
    prefixed.addAll(command);
    return prefixed;
  }

  /** Returns when it has ended well; fails with what it said otherwise. */
  void run(String... command) throws IOException {
    Process process = start(command);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.onExit().join().exitValue();
    if (status != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + status + ": " + said);
    }
  }

  /** Whether it can be run here, and ends well. */
  boolean canRun(String... command) {
    try {
      run(command);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Process start(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command(List.of(command))).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return process;
  }
}
