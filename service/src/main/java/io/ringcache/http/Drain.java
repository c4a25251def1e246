package io.ringcache.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.ShutdownThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time between a signal to stop and the stop itself: everything is served, and everybody is
 * told to go elsewhere, balancers by {@code /health} and clients by the end of their connections.
 * Thread-safe.
 *
 * <p>It is for signals only: a server that is stopped from within its process stops at once.
 */
public final class Drain extends AbstractLifeCycle implements LifeCycle.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

  private final Duration lasts;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean begun;

  /**
   * One to be added to a server's listeners.
   *
   * @param lasts zero for none at all
   */
  public Drain(Duration lasts) {
    this.lasts = lasts;
  }

  /** Whether the process is about to stop. */
  public boolean hasBegun() {
    return begun;
  }

  /** The server has registered itself by now; what is the first there is stopped first. */
  @Override
  public void lifeCycleStarted(LifeCycle server) {
    if (!lasts.isZero()) {
      LifeCycle.start(this);
      ShutdownThread.register(0, this);
    }
  }

  @Override
  public void lifeCycleStopped(LifeCycle server) {
    stopped.countDown();
    ShutdownThread.deregister(this);
  }

  /** Blocks for as long as it lasts, or until the server has been stopped by somebody else. */
  @Override
  protected void doStop() throws InterruptedException {
    begun = true;
    LOG.info(
        "Told to stop: /health says so for {} ms, then the requests under way are finished",
        lasts.toMillis());
    boolean unused = stopped.await(lasts.toNanos(), TimeUnit.NANOSECONDS);
  }
}
