package io.ringcache.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something for each constant of an enum, made when it is first asked for. Thread-safe; a look-up
 * takes no lock and allocates nothing.
 */
@SuppressWarnings("EnumOrdinal") // an index into an array of this process' own
final class PerConstant<E extends Enum<E>, T> {

  private final Class<E> type;
  private final Function<E, T> maker;
  private final BiConsumer<E, T> whenMade;
  private final AtomicReferenceArray<@Nullable T> made;

  /**
   * Nothing made yet.
   *
   * @param maker may be called more than once for a constant, by several threads
   * @param whenMade told of each one that is kept, once
   */
  PerConstant(Class<E> type, Function<E, T> maker, BiConsumer<E, T> whenMade) {
    this.type = type;
    this.maker = maker;
    this.whenMade = whenMade;
    this.made = new AtomicReferenceArray<>(type.getEnumConstants().length);
  }

  T of(E constant) {
    @Nullable T known = made.get(constant.ordinal());
    return known != null ? known : first(constant);
  }

  private T first(E constant) {
    T fresh = maker.apply(constant);
    @Nullable T other = made.compareAndExchange(constant.ordinal(), null, fresh);
    if (other != null) {
      return other;
    }
    whenMade.accept(constant, fresh);
    return fresh;
  }

  /** Null if nobody has asked for it. */
  @Nullable T ifMade(E constant) {
    return made.get(constant.ordinal());
  }

  /** Those that somebody has asked for. */
  Map<E, T> all() {
    Map<E, T> all = new EnumMap<>(type);
    for (E constant : type.getEnumConstants()) {
      @Nullable T known = ifMade(constant);
      if (known != null) {
        all.put(constant, known);
      }
    }
    return all;
  }
}
