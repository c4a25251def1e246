package io.ringcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.RunningService;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any key reaches a resource as one segment, undecoded and whole, or is refused. */
class RawPathIT {

  @RegisterExtension
  static final RunningService SERVICE = new RunningService(List.of(new ProbeResource()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a%2Fb", "a%2fb", "a%25b", "a%252Fb", "%2e", "%2E%2e", ".", "..", "a+b", "%ff", "%C3%A9",
        "a|b", "a\"b", "a<b", "a>b", "a\\b", "a%5Cb", "a^b", "a`b", "a[b]", "a%3Bb", "a%7Bb%7D",
        "a%20b", "a%0d%0ab", "a%7fb", "a%u0041", "a:b", "a*b", "~!$&'()*+,=:@", "a?x=;{}", "stats"
      })
  void aKeyArrivesAsItWasSent(String key) throws IOException {
    RawHttp.Answer answer = RawHttp.request(SERVICE.port(), "GET", "/probe/key/" + key);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("/probe/key/" + key.replace("?x=;{}", ""));
  }

  /** The same key: the escapes mean what the characters mean, and Jersey leaves them alone. */
  @ParameterizedTest
  @CsvSource({
    "a;b, a%3Bb",
    "a;b=c;d, a%3Bb=c%3Bd",
    ";, %3B",
    "a{b, a%7Bb",
    "a{b}c, a%7Bb%7Dc",
    "{}, %7B%7D",
  })
  void whatJerseyWouldTakeForSyntaxArrivesEscaped(String key, String arrives) throws IOException {
    RawHttp.Answer answer = RawHttp.request(SERVICE.port(), "GET", "/probe/key/" + key);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("/probe/key/" + arrives);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h\u00c3\u00a9", "\u00f0\u009f\u0098\u0080"})
  void unescapedUtf8ArrivesAsText(String bytes) throws IOException {
    RawHttp.Answer answer = RawHttp.request(SERVICE.port(), "GET", "/probe/key/" + bytes);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isIn("/probe/key/h\u00e9", "/probe/key/\ud83d\ude00");
  }

  /** Jetty would put U+FFFD for the bytes and cut the fragment off: other keys than were sent. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%zz",
        "%",
        "%4",
        "a%00b",
        "a b",
        "\u00ff",
        "\u00c3",
        "\u00ed\u00a0\u0080",
        "a#b",
        "#",
        "a?b=\u00ff"
      })
  void whatIsNoTargetIsRefused(String key) throws IOException {
    RawHttp.Answer answer = RawHttp.request(SERVICE.port(), "GET", "/probe/key/" + key);
    assertThat(answer.status()).isEqualTo(400);
    ErrorShape.assertIs(answer, "bad_request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/probe/key/",
        "/probe/key//",
        "/probe/key//x",
        "/probe/key/x//y",
        "//probe/key/x",
        "/probe//key/x",
        "/./probe/key/x",
        "/x/../probe/key/x",
        "/probe/key;y/x",
        "/probe%2Fkey/x"
      })
  void aPathIsNeitherFoldedNorCleaned(String path) throws IOException {
    RawHttp.Answer answer = RawHttp.request(SERVICE.port(), "GET", path);
    assertThat(answer.status()).isEqualTo(404);
    ErrorShape.assertIs(answer, "not_found");
  }
}
