package io.ringcache.client;

/** What a base URL's breaker does with calls. */
public enum BreakerState {
  /** They are sent. */
  CLOSED,
  /** They fail at once, until a pause is over. */
  OPEN,
  /** One is on its way to see whether there are answers again; the others fail at once. */
  TRYING
}
