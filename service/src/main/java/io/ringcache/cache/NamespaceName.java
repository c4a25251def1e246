package io.ringcache.cache;

import java.util.regex.Pattern;

/**
 * The name of a namespace: {@code [A-Za-z0-9][A-Za-z0-9_.-]{0,99}}. Immutable; an instance is
 * always valid.
 *
 * <p>It has no colon, so that a backend may join it and a key with one and stay unambiguous.
 */
public record NamespaceName(String value) {

  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");

  /**
   * A valid name.
   *
   * @throws InvalidInputException with the field {@code namespace} if the name has another form
   */
  public NamespaceName {
    if (!VALID.matcher(value).matches()) {
      throw new InvalidInputException(
          InvalidInputException.Field.NAMESPACE,
          "a namespace is 1 to 100 of A-Z a-z 0-9 _ . - and starts with a letter or a digit");
    }
  }

  /** By hand, as {@link #hashCode}: a record's own takes ten times as long, and a read has many. */
  @Override
  public boolean equals(Object other) {
    return other instanceof NamespaceName that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
