package io.ringcache.entry;

import static io.ringcache.http.ErrorCode.MALFORMED_JSON;
import static io.ringcache.http.ErrorCode.REQUEST_TOO_LARGE;
import static io.ringcache.http.ErrorCode.UNSUPPORTED_MEDIA_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {

  private static final int MAX = 1000;

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        "application/json;charset=utf-8",
        "application/json; charset=UTF-8",
        "application/json ; charset=\"utf-8\""
      })
  void jsonInUtf8IsTakenAndSoIsABodyThatDoesNotSay(@Nullable String contentType)
      throws IOException {
    assertThat(open("{}".getBytes(StandardCharsets.UTF_8), contentType, null).readAllBytes())
        .asString()
        .isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonx",
        "application/json; charset=latin1",
        "application/json; charset=utf-16"
      })
  void anythingElseIsRefused(String contentType) {
    assertThat(Bodies.codeOf(() -> open(new byte[0], contentType, null)))
        .isEqualTo(UNSUPPORTED_MEDIA_TYPE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", "x-gzip"})
  void gzipIsUndone(String coding) throws IOException {
    assertThat(open(gzip(new byte[MAX]), null, coding).readAllBytes()).hasSize(MAX);
  }

  @ParameterizedTest
  @ValueSource(strings = {"deflate", "br", "gzip, gzip", "identity, gzip"})
  void otherCodingsAreRefused(String coding) {
    assertThat(Bodies.codeOf(() -> open(new byte[0], null, coding)))
        .isEqualTo(UNSUPPORTED_MEDIA_TYPE);
  }

  @Test
  void aBodyMayBeAsLargeAsTheBoundAndNoLarger() throws IOException {
    assertThat(open(new byte[MAX], null, "identity").readAllBytes()).hasSize(MAX);
    assertThat(Bodies.codeOf(() -> open(new byte[MAX + 1], null, null).readAllBytes()))
        .isEqualTo(REQUEST_TOO_LARGE);
    assertThat(Bodies.codeOf(() -> open(new byte[MAX + 1], null, null).skip(MAX + 1)))
        .isEqualTo(REQUEST_TOO_LARGE);
  }

  @Test
  void whatInflatesWithoutEndIsCutOff() throws IOException {
    byte[] bomb = gzip(new byte[100 * MAX]);
    assertThat(bomb).hasSizeLessThan(MAX);

    assertThat(Bodies.codeOf(() -> open(bomb, null, "gzip").readAllBytes()))
        .isEqualTo(REQUEST_TOO_LARGE);
  }

  @Test
  void whatInflatesToNothingIsCutOffToo() throws IOException {
    ByteArrayOutputStream empties = new ByteArrayOutputStream();
    for (int i = 0; i < MAX; i++) {
      empties.writeBytes(gzip(new byte[0]));
    }

    assertThat(Bodies.codeOf(() -> open(empties.toByteArray(), null, "gzip").readAllBytes()))
        .isEqualTo(REQUEST_TOO_LARGE);
  }

  @Test
  void whatIsNoGzipIsRefused() {
    assertThat(Bodies.codeOf(() -> open("{}".getBytes(StandardCharsets.UTF_8), null, "gzip")))
        .isEqualTo(MALFORMED_JSON);
  }

  @Test
  void closingLeavesTheServersStreamOpen() throws IOException {
    boolean[] closed = new boolean[1];
    InputStream raw =
        new ByteArrayInputStream(gzip(new byte[1])) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };

    RequestBody.open(raw, null, "gzip", MAX).close();

    assertThat(closed[0]).isFalse();
  }

  private static InputStream open(
      byte[] raw, @Nullable String contentType, @Nullable String coding) {
    return RequestBody.open(new ByteArrayInputStream(raw), contentType, coding, MAX);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }
}
