package io.ringcache.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringcache.docs.Steps.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepsTest {

  @TempDir private Path directory;

  @Test
  void aCommandMayGoOnAndItsAnswerIsBelowIt() throws IOException {
    String page =
        """
        # A page

        ```sh
        make run   # serves

        curl -i \\
             http://localhost
        # 200
        #
        # {}
        ```
        """;
    assertThat(steps(page))
        .containsExactly(
            new Step(4, "sh", "make run   # serves", ""),
            new Step(6, "sh", "curl -i \\\n     http://localhost", "200\n\n{}"));
  }

  @Test
  void everyOtherBlockIsAStepAsAWhole() throws IOException {
    assertThat(steps("```java\nint a = 1;\nint b = 2;\n```\n```\nls\n```\n"))
        .containsExactly(
            new Step(2, "java", "int a = 1;\nint b = 2;", ""), new Step(6, "", "ls", ""));
  }

  @Test
  void aBlockWithoutAnEndIsNoPage() {
    assertThatThrownBy(() -> steps("```sh\nls\n")).hasMessageContaining("page.md:2");
  }

  @Test
  void anAnswerWithoutACommandIsNoPage() {
    assertThatThrownBy(() -> steps("```sh\n# 200\nls\n```\n")).hasMessageContaining("page.md:2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":1}                        | {"a":1}                        | true
          {"a":1}                        | {"a":2}                        | false
          {"a":1}                        | {"a":1,"b":2}                  | false
          {"a":"…"}                      | {"a":"anything, (even) [this]"} | true
          {"a":"…"}                      | {"b":"anything"}               | false
          {"ttl_remaining":60,"b":2}     | {"ttl_remaining":58,"b":2}     | true
          {"ttl_remaining":60,"b":2}     | {"ttl_remaining":61,"b":2}     | false
          {"ttl_remaining":60,"b":2}     | {"ttl_remaining":6,"b":2}      | false
          """)
  void anAnswerIsTheWholeOfWhatIsSaid(String shown, String said, boolean isShown) {
    assertThat(Answer.shows(shown, said)).isEqualTo(isShown);
  }

  @Test
  void linesMayBeLeftOutOfAnAnswer() {
    String said = "HTTP/1.1 200 OK\r\nDate: today\r\nX-Cache-Hit: true\r\n\r\n{}";
    assertThat(Answer.shows("HTTP/1.1 200 OK\n…\nX-Cache-Hit: true\n…\n{}", said)).isTrue();
    assertThat(Answer.shows("HTTP/1.1 200 OK\nX-Cache-Hit: true\n…\n{}", said)).isFalse();
  }

  private List<Step> steps(String page) throws IOException {
    return Steps.of(Page.read(Files.writeString(directory.resolve("page.md"), page)));
  }
}
