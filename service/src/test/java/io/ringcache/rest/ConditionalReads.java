package io.ringcache.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.rest.Rest.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** ETag, If-None-Match on reads, and HEAD. */
interface ConditionalReads extends RestPart {

  @Test
  default void theTagChangesExactlyWhenTheValueDoes() {
    String put = rest().put("v", "[1, 2]").header("ETag");
    String same = rest().putBody("v", "{\"ttl\":60,\"value\":[1,2]}").header("ETag");
    String other = rest().put("v", "[1,2.0]").header("ETag");

    assertThat(put).matches("\"[^\"]+\"");
    assertThat(same).isEqualTo(put);
    assertThat(other).isNotEqualTo(put);
    assertThat(rest().get("v").header("ETag")).isEqualTo(other);
    assertThat(rest().head("v").header("ETag")).isEqualTo(other);
  }

  @Test
  default void aKnownValueIsNotSentAgain() {
    String tag = rest().putBody("v", "{\"value\":1,\"ttl\":3000}").header("ETag");

    for (String known : List.of(tag, "W/" + tag, "*", "\"a,b\", " + tag)) {
      Reply reply = rest().get("v", "If-None-Match", known);
      assertThat(reply.status()).as(known).isEqualTo(304);
      assertThat(reply.body()).isEmpty();
      assertThat(reply.header("ETag")).isEqualTo(tag);
      assertThat(reply.header("X-Cache-Hit")).isEqualTo("true");
      assertThat(reply.header("X-Cache-TTL")).isNotEmpty();
    }
    assertThat(rest().head("v", "If-None-Match", tag).status()).isEqualTo(304);
  }

  @Test
  default void anotherValueIsSent() {
    rest().put("v", "1");

    for (String known : List.of("\"x\"", "\"*\"", "nonsense", "W/\"\"")) {
      assertThat(rest().get("v", "If-None-Match", known).status()).as(known).isEqualTo(200);
    }
  }

  @Test
  default void theTagsMayComeInSeveralHeaders() {
    String tag = rest().put("v", "1").header("ETag");

    assertThat(rest().get("v", "If-None-Match", "\"x\"", "If-None-Match", tag).status())
        .isEqualTo(304);
  }

  @Test
  default void anAbsentKeyIsNotFoundWhateverIsKnown() {
    assertError(rest().get("v", "If-None-Match", "*"), 404, "key_not_found");
  }

  @Test
  default void aReadThatSendsNothingIsStillAHit() {
    rest().put("v", "1");
    rest().get("v", "If-None-Match", "*");

    assertThat(rest().stats().path("hits").asLong()).isEqualTo(1);
  }

  @Test
  default void headHasTheHeadersOfGetWithoutBodyAndCountsNothing() {
    rest().put("v", "{\"text\":\"é\"}");

    Reply head = rest().head("v");
    Reply absent = rest().head("nobody");

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(absent.status()).isEqualTo(404);
    assertThat(absent.body()).isEmpty();
    assertThat(absent.header("X-Cache-Hit")).isEqualTo("false");
    assertThat(rest().stats().path("hits").asLong()).isZero();
    assertThat(rest().stats().path("misses").asLong()).isZero();
    Reply get = rest().get("v");
    for (String header : List.of("ETag", "X-Cache-Hit", "Content-Type", "Content-Length")) {
      assertThat(head.header(header)).as(header).isNotEmpty().isEqualTo(get.header(header));
    }
  }
}
