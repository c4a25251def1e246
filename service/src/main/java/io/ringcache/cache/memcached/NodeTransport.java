package io.ringcache.cache.memcached;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.google.code.yanf4j.config.Configuration;
import com.google.code.yanf4j.nio.NioSession;
import io.ringcache.cache.ring.NodeCounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.List;
import net.rubyeye.xmemcached.CommandFactory;
import net.rubyeye.xmemcached.MemcachedSessionComparator;
import net.rubyeye.xmemcached.MemcachedSessionLocator;
import net.rubyeye.xmemcached.XMemcachedClient;
import net.rubyeye.xmemcached.buffer.BufferAllocator;
import net.rubyeye.xmemcached.impl.MemcachedConnector;
import net.rubyeye.xmemcached.impl.Optimizer;
import net.rubyeye.xmemcached.utils.InetSocketAddressWrapper;
import net.rubyeye.xmemcached.utils.Protocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * xmemcached for one node: its reactor thread, and nothing of its looking after servers. It knows
 * of no server, so that it neither places keys nor reconnects nor moves them when one is gone.
 */
final class NodeTransport extends XMemcachedClient {

  /** They tell every connection and every lost one, with stack traces; {@code NodeLog} says it. */
  private static final List<String> OWN_LOGGERS =
      List.of("net.rubyeye.xmemcached", "com.google.code.yanf4j", "remoting");

  private NodeTransport(NodeCounts counts) throws IOException {
    setEnableHeartBeat(false);
    setEnableHealSession(false);
    connector().counts(counts);
  }

  /**
   * Starts its thread.
   *
   * @param counts told of what is sent together
   */
  static NodeTransport start(String node, NodeCounts counts) {
    OWN_LOGGERS.forEach(NodeTransport::silence);
    try {
      NodeTransport transport = new NodeTransport(counts);
      transport.connector().reactor().name("memcached-" + node);
      return transport;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Connects. Blocks for at most the timeout.
   *
   * @throws IOException if it can not
   */
  NodeSession connect(MemcachedEndpoint node) throws IOException {
    InetSocketAddress address = new InetSocketAddress(node.host(), node.port());
    SocketChannel channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      channel.socket().connect(address, Math.toIntExact(node.connectTimeout().toMillis()));
      channel.configureBlocking(false);
      return connector().adopt(channel, address);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Where the configuration does not say otherwise. */
  private static void silence(String name) {
    if (LoggerFactory.getLogger(name) instanceof Logger logger && logger.getLevel() == null) {
      logger.setLevel(Level.OFF);
    }
  }

  private NodeConnector connector() {
    return (NodeConnector) getConnector();
  }

  // Called by the superclass' constructor.
  @SuppressWarnings("deprecation") // BufferAllocator, which has no successor
  @Override
  protected MemcachedConnector newConnector(
      BufferAllocator allocator,
      Configuration configuration,
      MemcachedSessionLocator locator,
      MemcachedSessionComparator comparator,
      CommandFactory commands,
      int poolSize,
      int maxQueuedNoReplyOperations) {
    configuration.setDispatchMessageThreadCount(0);
    configuration.setSelectorPoolSize(1);
    return new NodeConnector(
        configuration, locator, comparator, allocator, commands, maxQueuedNoReplyOperations);
  }

  private static final class NodeConnector extends MemcachedConnector {

    private final CommandFactory commands;
    private final Optimizer optimizer = new Optimizer(Protocol.Text);
    private @Nullable NodeReactor reactor;
    private NodeCounts counts = new NodeCounts();

    @SuppressWarnings("deprecation") // BufferAllocator, which has no successor
    NodeConnector(
        Configuration configuration,
        MemcachedSessionLocator locator,
        MemcachedSessionComparator comparator,
        BufferAllocator allocator,
        CommandFactory commands,
        int maxQueuedNoReplyOperations) {
      super(configuration, locator, comparator, allocator, commands, 1, maxQueuedNoReplyOperations);
      this.commands = commands;
    }

    /** Before the first connection: xmemcached's client makes its connector by itself. */
    void counts(NodeCounts counts) {
      this.counts = counts;
    }

    /** Is there when the connector has started. */
    synchronized NodeReactor reactor() {
      if (reactor == null) {
        reactor = new NodeReactor(getSelectorManager());
      }
      return reactor;
    }

    NodeSession adopt(SocketChannel channel, InetSocketAddress address) {
      return (NodeSession)
          createSession(channel, new InetSocketAddressWrapper(address, 1, 1, null, false));
    }

    @Override
    protected NioSession buildSession(SocketChannel channel) {
      return new NodeSession(
          buildSessionConfig(channel, buildQueue()),
          configuration.getSessionReadBufferSize(),
          optimizer,
          commands,
          reactor(),
          counts);
    }
  }
}
