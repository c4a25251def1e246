package io.ringcache.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkPageTest {

  @Test
  void aSectionReplacesTheOneOfItsTitleAndNoOther(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("benchmarks.md");
    BenchmarkPage page = new BenchmarkPage(file);
    page.write("Memory", "1 GB\n");
    page.write("Speed", "10 m/s\n");
    String before = Files.readString(file);

    page.write("Memory", "2 GB\n");

    assertThat(before)
        .startsWith("# Benchmarks")
        .endsWith("\n## Memory\n\n1 GB\n\n## Speed\n\n10 m/s\n");
    assertThat(Files.readString(file)).isEqualTo(before.replace("1 GB", "2 GB"));
  }
}
