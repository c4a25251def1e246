package io.ringcache.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.http.RawHttp;
import io.ringcache.rest.Rest.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are broken, endless or in disguise: refused in our shape, nothing stored. */
interface BadBodyCases extends RestPart {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"value\":1",
        "{\"value\":1}}",
        "{\"value\":1} x",
        "{\"value\":01}",
        "{\"value\":1.}",
        "{\"value\":+1}",
        "{\"value\":NaN}",
        "{\"value\":'a'}",
        "{\"value\":1 2}",
        "{\"value\":\"a\nb\"}",
        "{\"value\":\"\\q\"}",
        "{\"value\":[1,]}",
        "{value:1}",
        "\uFEFF{\"value\":1}"
      })
  default void whatIsNoJsonIsRefused(String body) {
    assertError(rest().putBody("v", body), 400, "malformed_json");
    assertNothingStored();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00ff", "\u00c3", "\u00c0\u0080", "\u00ed\u00a0\u00bd", "\u0000"})
  default void aBodyThatIsNoUtf8IsRefused(String bytes) throws IOException {
    String body = "{\"value\":\"" + bytes + "\"}";

    RawHttp.Answer answer =
        rest().rawWithBody("PUT", rest().path("v"), body, "Content-Length: " + body.length());

    assertError(answer, 400, "malformed_json");
    assertNothingStored();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  default void aHundredThousandLevelsOfNestingAreRefused(String level) {
    assertError(rest().putBody("v", "{\"value\":" + level.repeat(100_000)), 400, "malformed_json");
    assertError(rest().post("mget", "{\"keys\":[" + level.repeat(100_000)), 400, "malformed_json");
    assertNothingStored();
  }

  @Test
  default void aBodyCutShortIsRefused() throws IOException {
    String target = rest().path("v");

    assertThat(rest().rawCutShort("PUT", target, "{\"value\":1}", "Content-Length: 100").status())
        .isEqualTo(400);
    assertThat(
            rest()
                .rawCutShort("PUT", target, "5\r\n{\"val\r\n", "Transfer-Encoding: chunked")
                .status())
        .isEqualTo(400);
    assertNothingStored();
  }

  @Test
  default void aBodyLargerThanAnnouncedIsWhatWasAnnounced() throws IOException {
    RawHttp.Answer answer =
        rest().rawWithBody("PUT", rest().path("v"), "{\"value\":1}2}", "Content-Length: 11");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(rest().get("v").body()).startsWith("{\"value\":1,");
  }

  @Test
  default void aBodyCutOffByItsLengthIsRefused() throws IOException {
    assertError(
        rest().rawWithBody("PUT", rest().path("v"), "{\"value\":1}", "Content-Length: 10"),
        400,
        "malformed_json");
    assertNothingStored();
  }

  @Test
  default void aBodyThatGrowsPastTheLimitIsRefused() {
    String spaces = " ".repeat(RestContract.MAX_REQUEST_BYTES);

    assertError(rest().putBody("v", "{\"value\":1" + spaces + "}"), 413, "request_too_large");
    assertNothingStored();
  }

  @Test
  default void aValueThatIsTooLargeIsRefusedBeforeItsEndHasCome() throws IOException {
    RawHttp.Answer answer =
        rest()
            .rawWithBody(
                "PUT",
                rest().path("v"),
                "{\"value\":\"" + "x".repeat((1 << 20) + 10_000),
                "Content-Length: " + 3 * (1 << 20));

    assertError(answer, 400, "value_too_large");
    assertNothingStored();
  }

  @Test
  default void theAnswerArrivesAlthoughTheClientSendsOn() throws IOException {
    int length = RestContract.MAX_REQUEST_BYTES - 100;
    String rest = "{\"value\":\"";

    RawHttp.Answer answer =
        rest()
            .rawWithBody(
                "PUT",
                rest().path("v"),
                rest + "x".repeat(length - rest.length()),
                "Content-Length: " + length);

    assertError(answer, 400, "value_too_large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/xml",
        "application/json; charset=iso-8859-1"
      })
  default void anotherMediaTypeIsRefused(String type) {
    assertError(
        rest().putBody("v", "{\"value\":1}", "Content-Type", type), 415, "unsupported_media_type");
    assertNothingStored();
  }

  @Test
  default void aBodyThatDoesNotSayItsTypeIsJson() throws IOException {
    assertThat(
            rest()
                .rawWithBody("PUT", rest().path("v"), "{\"value\":1}", "Content-Length: 11")
                .status())
        .isEqualTo(201);
    assertThat(
            rest()
                .putBody("v", "{\"value\":1}", "Content-Type", "application/json; charset=utf-8")
                .status())
        .isEqualTo(200);
  }

  @Test
  default void aBodyInGzipIsUnderstood() throws IOException {
    Reply reply = put(gzip("{\"value\":[1, 2]}".getBytes(StandardCharsets.UTF_8)), "gzip");

    assertThat(reply.status()).isEqualTo(201);
    assertThat(rest().get("v").body()).startsWith("{\"value\":[1,2],");
  }

  @Test
  default void aGzipBombIsCutOff() throws IOException {
    byte[] bomb = gzip(("{\"value\":1" + " ".repeat(50 << 20)).getBytes(StandardCharsets.UTF_8));
    assertThat(bomb).hasSizeLessThan(1 << 20);

    assertError(put(bomb, "gzip"), 413, "request_too_large");
    assertNothingStored();
  }

  @Test
  default void aBodyThatIsNotWhatItsEncodingSaysIsRefused() throws IOException {
    byte[] whole = gzip("{\"value\":1}".getBytes(StandardCharsets.UTF_8));

    assertError(
        put("{\"value\":1}".getBytes(StandardCharsets.UTF_8), "gzip"), 400, "malformed_json");
    assertError(put(Arrays.copyOf(whole, whole.length - 9), "gzip"), 400, "malformed_json");
    assertError(put(whole, "br"), 415, "unsupported_media_type");
    assertNothingStored();
  }

  private Reply put(byte[] body, String encoding) {
    return rest().send("PUT", rest().path("v"), body, List.of("Content-Encoding", encoding));
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }
}
