package io.ringcache.audit;

import java.time.InstantSource;

/** Audit trails for the tests of those who tell of something. */
public final class AuditTrails {

  private AuditTrails() {}

  /** One that nobody reads: it takes every event, and no call waits for it. */
  public static AuditTrail unread() {
    return new AuditTrail(new FakeSink().gone(), InstantSource.system(), Integer.MAX_VALUE);
  }
}
