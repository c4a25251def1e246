package io.ringcache.client;

import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The one who was to load was interrupted: that is its own affair, and whoever waited for it begins
 * anew.
 */
final class AbandonedLoad extends RejectedExecutionException {

  /**
   * One.
   *
   * @param cause what its loader threw, if it came that far
   */
  AbandonedLoad(@Nullable Throwable cause) {
    super("the load was abandoned", cause);
  }
}
