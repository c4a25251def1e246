package io.ringcache.entry;

/**
 * How large a request body may be.
 *
 * @param maxValueBytes of the stored JSON of one value
 * @param maxRequestBytes of a whole body, after inflation as well as before
 */
public record BodyLimits(int maxValueBytes, int maxRequestBytes) {

  public BodyLimits {
    if (maxValueBytes < 1 || maxRequestBytes < maxValueBytes) {
      throw new IllegalArgumentException(
          "a request of " + maxRequestBytes + " bytes holds no value of " + maxValueBytes);
    }
  }
}
