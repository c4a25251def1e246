package io.ringcache.client;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A listing's pages as one stream, each asked for when it is needed. */
final class KeyStream {

  private KeyStream() {}

  static Stream<String> of(Function<Optional<String>, KeyPage> pages) {
    return Stream.iterate(
            pages.apply(Optional.empty()),
            Objects::nonNull,
            page -> page.next().map(cursor -> pages.apply(Optional.of(cursor))).orElse(null))
        .flatMap(page -> page.keys().stream());
  }
}
