package io.ringcache.cache;

/**
 * A value that can not be part of the contract: thrown by the constructors of its types, so that
 * past the border there is none. The message is for the client: what is expected, without the
 * input's own text.
 */
public final class InvalidInputException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** Which kind of value was bad. */
  public enum Field {
    NAMESPACE,
    KEY,
    TTL,
    TAGS,
    PATTERN,
    CURSOR
  }

  private final Field field;

  public InvalidInputException(Field field, String message) {
    super(message);
    this.field = field;
  }

  public Field field() {
    return field;
  }
}
