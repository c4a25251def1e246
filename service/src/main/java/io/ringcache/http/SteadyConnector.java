package io.ringcache.http;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connector whose connections are {@link SteadyEndPoint}s, and whose selectors' threads have
 * {@link SelectorRound}s; or whose connections are {@link CountedEndPoint}s at least.
 */
final class SteadyConnector extends ServerConnector {

  private final boolean steady;

  private SteadyConnector(ServerConnector like, boolean steady) {
    super(
        like.getServer(),
        like.getExecutor(),
        like.getScheduler(),
        like.getByteBufferPool(),
        like.getAcceptors(),
        like.getSelectorManager().getSelectorCount(),
        like.getConnectionFactories().toArray(ConnectionFactory[]::new));
    this.steady = steady;
  }

  /**
   * One in the place of that, which was made by Dropwizard and has not been started.
   *
   * @param steady whether its connections are to be {@link SteadyEndPoint}s, its selectors' threads
   *     to have {@link SelectorRound}s
   */
  static SteadyConnector like(ServerConnector made, boolean steady) {
    SteadyConnector connector = new SteadyConnector(made, steady);
    connector.setName(made.getName());
    connector.setHost(made.getHost());
    connector.setPort(made.getPort());
    connector.setInheritChannel(made.isInheritChannel());
    connector.setAcceptQueueSize(made.getAcceptQueueSize());
    connector.setReuseAddress(made.getReuseAddress());
    connector.setIdleTimeout(made.getIdleTimeout());
    return connector;
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    CountedEndPoint endPoint =
        steady
            ? new SteadyEndPoint(channel, selector, key, getScheduler())
            : new CountedEndPoint(channel, selector, key, getScheduler());
    endPoint.setIdleTimeout(getIdleTimeout());
    return endPoint;
  }

  /** Called by the superclass' constructor, when nothing of this class is known yet. */
  @Override
  protected SelectorManager newSelectorManager(
      Executor executor, Scheduler scheduler, int selectors) {
    return new ServerConnectorManager(executor, scheduler, selectors) {
      @Override
      protected ManagedSelector newSelector(int id) {
        return steady ? new InRounds(this, id) : super.newSelector(id);
      }
    };
  }

  private static final class InRounds extends ManagedSelector {

    private final SelectorRound round = new SelectorRound();

    InRounds(SelectorManager manager, int id) {
      super(manager, id);
    }

    @Override
    protected int select(Selector selector) throws IOException {
      ConnectorThreads.end(round);
      int selected = super.select(selector);
      ConnectorThreads.begin(round);
      return selected;
    }
  }
}
