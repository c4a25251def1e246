package io.ringcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.ConfigOverride;
import io.ringcache.RunningService;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With {@code server.gzip} on: what is compressed is undone, what is broken is told so. */
class GzipIT {

  @RegisterExtension
  static final RunningService SERVICE =
      new RunningService(
          List.of(new ProbeResource()), ConfigOverride.config("server.gzip.enabled", "true"));

  @Test
  void aCompressedBodyIsRead() throws IOException {
    byte[] body = MalformedHttpIT.gzip(new byte[1000]);
    RawHttp.Answer answer = RawHttp.exchange(SERVICE.port(), MalformedHttpIT.gzipped(body));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("1000");
  }

  @Test
  void garbageIsRefused() throws IOException {
    byte[] garbage = RawHttp.ascii("this is no gzip at all");
    RawHttp.Answer answer = RawHttp.exchange(SERVICE.port(), MalformedHttpIT.gzipped(garbage));
    assertThat(answer.status()).isEqualTo(400);
    ErrorShape.assertIs(answer, "bad_request");
  }
}
