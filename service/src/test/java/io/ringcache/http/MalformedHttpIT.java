package io.ringcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.RunningService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no HTTP, or no HTTP of ours, is told so in the one shape of our errors. */
class MalformedHttpIT {

  @RegisterExtension
  static final RunningService SERVICE = new RunningService(List.of(new ProbeResource()));

  /** In the messages {@code |} stands for CR LF, {@code ^} for NUL. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiterString = "=>",
      textBlock =
          """
          GARBAGE||                                                          => 400 => bad_request
          GET||                                                              => 400 => bad_request
          GET /health HTTP/1.1||                                             => 400 => bad_request
          GET /health HTTP/1.1|Host: a|Host: b||                             => 400 => bad_request
          GET /health HTTP/1.1|Host:||                                       => 400 => bad_request
          GET /health HTTP/1.1|Host: a|Bad Name: x||                         => 400 => bad_request
          GET /health HTTP/1.1|Host: a|NoColon||                             => 400 => bad_request
          GET /health HTTP/1.1|Host: a|X: a| folded||                        => 400 => bad_request
          GET /health HTTP/1.1|Host: a|X: a^b||                              => 400 => bad_request
          GET /a b HTTP/1.1|Host: a||                                        => 400 => bad_request
          GET health HTTP/1.1|Host: a||                                      => 400 => bad_request
          GET * HTTP/1.1|Host: a||                                           => 400 => bad_request
          GET http://b/health HTTP/1.1|Host: a||                             => 400 => bad_request
          OPTIONS * HTTP/1.1|Host: a||                                       => 404 => not_found
          CONNECT a:80 HTTP/1.1|Host: a:80||                                 => 404 => not_found
          GET /health||                                                      => 505 => bad_request
          GET /health HTTP/0.9||                                             => 505 => bad_request
          GET /health HTTP/3.7|Host: a||                                     => 505 => bad_request
          GET /health XTTP/1.1|Host: a||                                     => 505 => bad_request
          PRI * HTTP/2.0||SM||                                               => 426 => bad_request
          PUT /probe/body HTTP/1.1|Host: a|Content-Length: x||               => 400 => bad_request
          PUT /probe/body HTTP/1.1|Host: a|Content-Length: -1||              => 400 => bad_request
          PUT /probe/body HTTP/1.1|Host: a|Content-Length: 99999999999999999999|| => 400 => bad_request
          PUT /probe/body HTTP/1.1|Host: a|Content-Length: 3|Content-Length: 4||abcd => 400 => bad_request
          PUT /probe/body HTTP/1.1|Host: a|Content-Length: 3|Transfer-Encoding: chunked||0|| => 400 => bad_request
          PUT /probe/body HTTP/1.1|Host: a|Transfer-Encoding: gzip||         => 400 => bad_request
          PUT /probe/body HTTP/1.1|Host: a|Transfer-Encoding: chunked||zz|abc|0|| => 400 => bad_request
          PUT /probe/body HTTP/1.1|Host: a|Transfer-Encoding: chunked||ffffffffffffffff|abc => 400 => bad_request
          PUT /probe/body HTTP/1.1|Host: a|Content-Length: 3|Expect: magic||abc => 417 => bad_request
          PUT /probe/body HTTP/1.1|Host: a|Content-Type: text/plain|Content-Length: 3||abc => 415 => unsupported_media_type
          PUT /probe/body HTTP/1.1|Host: a|Content-Encoding: br|Content-Length: 3||abc => 415 => unsupported_media_type
          GET /health HTTP/1.1|Host: a|Accept: text/html||                   => 406 => not_acceptable
          GET /nowhere HTTP/1.1|Host: a|Accept: text/html||                  => 404 => not_found
          """)
  void isRefusedInOurShape(String message, int status, String code) throws IOException {
    String bytes = message.replace("|", "\r\n").replace('^', '\0');
    RawHttp.Answer answer = RawHttp.exchange(SERVICE.port(), bytes);
    assertThat(answer.status()).isEqualTo(status);
    ErrorShape.assertIs(answer, code);
  }

  @Test
  void aUriTooLongIsRefused() throws IOException {
    RawHttp.Answer answer = RawHttp.request(SERVICE.port(), "GET", "/" + "a".repeat(20_000));
    assertThat(answer.status()).isEqualTo(414);
    ErrorShape.assertIs(answer, "uri_too_long");
  }

  @Test
  void headersTooLargeAreRefused() throws IOException {
    String header = "X: " + "a".repeat(20_000) + "\r\n";
    RawHttp.Answer answer =
        RawHttp.exchange(SERVICE.port(), "GET /health HTTP/1.1\r\nHost: a\r\n" + header + "\r\n");
    assertThat(answer.status()).isEqualTo(431);
    ErrorShape.assertIs(answer, "headers_too_large");
  }

  @Test
  void aBodyCutShortIsRefused() throws IOException {
    try (RawHttp http = RawHttp.connect(SERVICE.port())) {
      http.send("PUT /probe/body HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc");
      http.endSending();
      RawHttp.Answer answer = http.read();
      assertThat(answer.status()).isEqualTo(400);
      ErrorShape.assertIs(answer, "bad_request");
    }
  }

  @Test
  void aCompressedBodyIsRefusedWhereItIsNotUndone() throws IOException {
    RawHttp.Answer answer = RawHttp.exchange(SERVICE.port(), gzipped(gzip(new byte[100])));
    assertThat(answer.status()).isEqualTo(415);
    ErrorShape.assertIs(answer, "unsupported_media_type");
  }

  @Test
  void theFirstBytesOfTlsAreRefused() throws IOException {
    byte[] hello = {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, (byte) 0xfc, 0x03, 0x03};
    RawHttp.Answer answer = RawHttp.exchange(SERVICE.port(), hello);
    assertThat(answer.status()).isEqualTo(400);
    ErrorShape.assertIs(answer, "bad_request");
  }

  static byte[] gzipped(byte[] body) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(
        RawHttp.ascii(
            "PUT /probe/body HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: "
                + body.length
                + "\r\n\r\n"));
    message.writeBytes(body);
    return message.toByteArray();
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }
}
