package io.ringcache.history;

/** What a client was told of a change that it asked for. */
enum Outcome {
  /** It has happened. */
  DONE,
  /** It has not happened, and never will. */
  REFUSED,
  /** It may have happened or not; once its client was told so, it must not happen any more. */
  UNANSWERED
}
