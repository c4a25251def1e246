package io.ringcache.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the modules of the page make of values and figures. */
final class UiModulesIT extends OnAPage {

  /** What is shown of a value is its own text, with white space between the tokens. */
  @Test
  void jsonIsLaidOutAndKeptTokenByToken() {
    UiPage page = UiPage.open(chromium, SERVICE.uri("/"), "#/namespaces");
    for (String json :
        List.of(
            "null",
            "-0.10e+400",
            "12345678901234567890123",
            "\"a } ] , : \\\" \\\\\"",
            "[]",
            "{}",
            "[[],{}]",
            "{\"a\":{\"b\":[1,2.50,{\"c\":\"x,y\"}]},\"a\":\"\\\\\"}",
            "[".repeat(200) + "]".repeat(200))) {
      String answer = "{\"value\":" + json + ",\"metadata\":{\"ttl_remaining\":1}}";

      JsonNode shown =
          page.browser()
              .resolve(
                  "import(new URL('ui/json.js', document.baseURI)).then((json) => "
                      + "[json.valueOf(%s), json.pretty(json.valueOf(%s))])"
                          .formatted(UiPage.quoted(answer), UiPage.quoted(answer)));

      assertThat(shown.path(0).asText()).isEqualTo(json);
      assertThat(tokens(shown.path(1).asText())).isEqualTo(tokens(json));
    }
  }

  @Test
  void figuresAreShownInUnitsThatCanBeRead() {
    UiPage page = UiPage.open(chromium, SERVICE.uri("/"), "#/namespaces");

    JsonNode shown =
        page.browser()
            .resolve(
                """
                import(new URL('ui/format.js', document.baseURI)).then((format) => [
                  format.size(0), format.size(1023), format.size(1048576), format.size(47395635),
                  format.percent(0), format.percent(0.9677), format.percent(0.99999),
                  format.percent(1), format.percent(null), format.duration(59), format.duration(3600),
                  format.duration(90061), format.duration(0), format.latency(0.2134),
                  format.latency(1400), format.rate(1234.5), format.count(1204332)])
                """);

    assertThat(shown.valueStream().map(JsonNode::asText))
        .containsExactly(
            "0 B",
            "0.999 KiB",
            "1 MiB",
            "45.2 MiB",
            "0 %",
            "96.8 %",
            "> 99.9 %",
            "100 %",
            "–",
            "59 s",
            "1 h",
            "1 d 1 h",
            "for ever",
            "0.213 ms",
            "1.4 s",
            "1,235",
            "1,204,332");
  }

  /** Without the white space that is between them, and not in a text. */
  private static String tokens(String json) {
    StringBuilder tokens = new StringBuilder();
    boolean inText = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (inText || !Character.isWhitespace(c)) {
        tokens.append(c);
      }
      if (inText && c == '\\') {
        tokens.append(json.charAt(++i));
      } else if (c == '"') {
        inText = !inText;
      }
    }
    return tokens.toString();
  }
}
