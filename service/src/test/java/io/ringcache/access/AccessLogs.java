package io.ringcache.access;

import com.codahale.metrics.MetricRegistry;
import java.time.InstantSource;

/** Access logs for tests of something else. */
public final class AccessLogs {

  private AccessLogs() {}

  /** One that takes nothing down. */
  public static AccessLog silent() {
    return new AccessLog(
        new AccessLogConfiguration(0.0, 1, null, null),
        new CollectingSink(),
        new MetricRegistry(),
        InstantSource.system());
  }
}
