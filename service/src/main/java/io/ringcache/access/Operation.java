package io.ringcache.access;

/** What a client can ask of a cache, as the API's {@code operation} and the table spell it. */
public enum Operation {
  GET,
  PUT,
  DELETE,
  MGET,
  MSET,
  MDELETE,
  INCR,
  TOUCH,
  INVALIDATE,
  FLUSH
}
