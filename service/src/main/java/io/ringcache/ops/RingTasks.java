package io.ringcache.ops;

import io.dropwizard.servlets.tasks.Task;
import io.ringcache.audit.AuditTrail;
import io.ringcache.cache.CacheBackend;
import java.util.List;

/** What can be asked of the ring on the administration's port: see {@code docs/operations.md}. */
public final class RingTasks {

  private RingTasks() {}

  /** {@code POST /tasks/ring} and {@code POST /tasks/adopt-ring}. */
  public static List<Task> of(CacheBackend backend, AuditTrail audit) {
    return List.of(new ShowRingTask(backend), new AdoptRingTask(backend, audit));
  }
}
