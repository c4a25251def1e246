package io.ringcache.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** A copy of the checkout that the tests run in: what a reader's commands leave is left there. */
final class Checkout {

  private static final Path JAR = Path.of("service", "target", "ringcache.jar");

  private Checkout() {}

  /** Makes one, built: with a jar that is newer than what it is made of. */
  static void copyTo(Path directory) throws IOException {
    for (Path file : Page.files()) {
      copy(file, directory);
    }
    assertThat(Page.ROOT.resolve(JAR)).as("the service's jar: make build").exists();
    copy(JAR, directory);
    Files.setLastModifiedTime(directory.resolve(JAR), FileTime.from(Instant.now()));
  }

  private static void copy(Path file, Path directory) throws IOException {
    Path copy = directory.resolve(file);
    Files.createDirectories(copy.getParent());
    Files.copy(Page.ROOT.resolve(file), copy, StandardCopyOption.COPY_ATTRIBUTES);
  }
}
