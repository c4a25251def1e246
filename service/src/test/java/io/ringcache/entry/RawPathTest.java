package io.ringcache.entry;

import static io.ringcache.http.ErrorCode.INVALID_KEY;
import static io.ringcache.http.ErrorCode.INVALID_NAMESPACE;
import static io.ringcache.http.ErrorCode.NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawPathTest {

  @Test
  void namespaceAndKeyAreDecodedAfterThePathIsSplit() {
    RawPath path = RawPath.ofKey("/api/v1/cache/%75sers/a%2Fb;c");

    assertThat(path.namespace()).isEqualTo("users");
    assertThat(path.key()).isEqualTo("a/b;c");
  }

  @Test
  void anEmptyKeyIsAKeyToBeRefusedAndNoWholeNamespace() {
    assertThat(RawPath.ofKey("/api/v1/cache/users/").key()).isEmpty();
    assertThat(Bodies.codeOf(() -> RawPath.ofNamespace("/api/v1/cache/users/")))
        .isEqualTo(NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/cache/users",
        "/api/v1/cache/users/a/b",
        "/api/v1/cache/users/a/",
        "/api/v1/cache/users//",
        "/api/v1/cache;x/users/a",
        "/api/v1/%63ache/users/a",
        "/",
        ""
      })
  void anotherNumberOfSegmentsIsAnotherPath(String uri) {
    assertThat(Bodies.codeOf(() -> RawPath.ofKey(uri))).isEqualTo(NOT_FOUND);
  }

  @Test
  void keysOfANamespaceAreListedAndInspected() {
    assertThat(RawPath.ofListing("/api/v1/namespaces/%75sers/keys").namespace()).isEqualTo("users");
    RawPath path = RawPath.ofInspection("/api/v1/namespaces/%75sers/keys/a%2Fb;c");
    assertThat(path.namespace()).isEqualTo("users");
    assertThat(path.key()).isEqualTo("a/b;c");
    assertThat(RawPath.ofInspection("/api/v1/namespaces/users/keys/").key()).isEmpty();
    assertThat(Bodies.codeOf(() -> RawPath.ofInspection("/api/v1/namespaces/users/keys/a/b")))
        .isEqualTo(NOT_FOUND);
  }

  @Test
  void aPartThatCanNotBeDecodedIsRefusedByItsName() {
    RawPath path = RawPath.ofKey("/api/v1/cache/%ff/%zz");

    assertThat(Bodies.codeOf(path::namespace)).isEqualTo(INVALID_NAMESPACE);
    assertThat(Bodies.codeOf(path::key)).isEqualTo(INVALID_KEY);
  }
}
