package io.ringcache.openapi;

/** By the fast lane, where it takes them, and without authentication. */
final class DocumentedExamplesIT extends DocumentedExamples {

  DocumentedExamplesIT() {
    super(true, false);
  }
}
