package io.ringcache.cache.redis;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.PushConsumerChain;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.RedisInputStream;

/**
 * One connection to a node, from handshake to end; never reconnects. For its owner thread, except
 * for {@link Handle#abort}.
 *
 * <p>Jedis' own reading and writing, taken apart: its pipeline reads all replies of a batch before
 * the next is sent, and we send what has come meanwhile. Jedis sets {@code SO_LINGER} 0, so that a
 * closed connection is reset: what it had not yet delivered must not arrive later.
 */
final class RedisLink extends Connection {

  /** The socket of a connection in the making, so that another thread can end it. */
  static final class Handle {
    private volatile @Nullable Socket socket;
    private volatile boolean aborted;

    /** Ends the connection at once; its owner gets an exception. Thread-safe. */
    void abort() {
      aborted = true;
      Socket open = socket;
      if (open != null) {
        try {
          open.close();
        } catch (IOException e) {
          // it is gone, which is what was wanted
        }
      }
    }

    private Socket hold(Socket made) {
      socket = made;
      if (aborted) {
        abort();
        throw new JedisConnectionException("given up while connecting");
      }
      return made;
    }
  }

  private final CommandLine commandLine = new CommandLine();

  // Set while the superclass' constructor talks to the node: an initializer would undo it.
  @SuppressWarnings("NullAway.Init")
  private RedisInputStream input;

  private @Nullable BoundedValues bounded;

  private RedisLink(JedisSocketFactory sockets, JedisClientConfig config) {
    super(sockets, config);
  }

  /**
   * Connects and authenticates. Blocks for at most the two timeouts.
   *
   * @throws redis.clients.jedis.exceptions.JedisException if it can not
   */
  static RedisLink open(RedisEndpoint node, Handle handle) {
    JedisClientConfig config =
        DefaultJedisClientConfig.builder()
            .resp2()
            .connectionTimeoutMillis(Math.toIntExact(node.connectTimeout().toMillis()))
            .socketTimeoutMillis(Math.toIntExact(node.commandTimeout().toMillis()))
            .user(node.username())
            .password(node.password())
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
            .build();
    JedisSocketFactory sockets =
        new DefaultJedisSocketFactory(new HostAndPort(node.host(), node.port()), config);
    return new RedisLink(() -> handle.hold(sockets.createSocket()), config);
  }

  /**
   * Which connection to which process: a node that is started anew gives its numbers out anew.
   *
   * @param runId empty if the node did not say
   */
  record Identity(long clientId, String runId) {

    /** That of no connection. */
    static final Identity NONE = new Identity(0, "");

    /** Whether that number means this connection to that one, too. */
    boolean isKnownTo(Identity other) {
      return !runId.isEmpty() && runId.equals(other.runId);
    }
  }

  /**
   * Makes the connection ours: loads the scripts, and kills the one before it, which may still have
   * writes on the way. Blocks. Proves that the node answers.
   */
  Identity introduce(Identity previous) {
    List<CommandArguments> commands = new ArrayList<>();
    commands.add(new CommandArguments(Command.CLIENT).add("ID"));
    commands.add(new CommandArguments(Command.INFO).add("server"));
    for (RedisScript script : RedisScript.values()) {
      commands.add(script.load());
    }
    commands.forEach(this::sendCommand);
    List<Object> replies = getMany(commands.size());
    for (Object reply : replies) {
      if (reply instanceof JedisDataException error) {
        throw error;
      }
    }
    NodeInfo server = NodeInfo.of(Replies.required(replies.get(1)));
    Identity identity = new Identity(Replies.asLong(replies.get(0)), server.text("run_id"));
    if (previous.isKnownTo(identity)) {
      kill(previous.clientId());
    }
    // From here on the owner's deadlines end what takes too long, and a read that waits is one
    // system call and not three.
    setTimeoutInfinite();
    return identity;
  }

  /** What the node answers is of no matter: an error says that it is gone already, the rule. */
  private void kill(long id) {
    sendCommand(new CommandArguments(Command.CLIENT).add("KILL").add("ID").add(id));
    List<Object> unused = getMany(1);
  }

  /** Buffers a command, at less cost than with {@code sendCommand}: see {@link CommandLine}. */
  void send(Command command, byte[]... arguments) {
    sendCommand(commandLine.of(command, arguments));
  }

  /** The same, of a command with one argument. */
  void send(Command command, byte[] argument) {
    sendCommand(commandLine.of(command, argument));
  }

  /** The same, of a command with two arguments. */
  void send(Command command, byte[] first, byte[] second) {
    sendCommand(commandLine.of(command, first, second));
  }

  /** Sends what has been buffered. */
  void send() {
    flush();
  }

  /**
   * The next reply: what {@link Replies} takes. Blocks until it is there.
   *
   * @throws JedisConnectionException if the connection is lost or talks nonsense
   */
  @Nullable Object receive() {
    try {
      return readProtocolWithCheckingBroken();
    } catch (JedisDataException error) {
      return error;
    }
  }

  /** The same, where the reply is an array of values: see {@link BoundedValues}. */
  @Nullable Object receive(BoundedValues values) {
    bounded = values;
    try {
      return receive();
    } finally {
      bounded = null;
    }
  }

  /** Whether bytes have arrived that nobody has read. */
  boolean hasInput() {
    try {
      return input.available() > 0;
    } catch (IOException e) {
      throw new JedisConnectionException(e);
    }
  }

  @Override
  protected Object protocolRead(RedisInputStream stream, PushConsumerChain consumers) {
    input = stream;
    return bounded != null && BoundedValues.isNext(stream)
        ? bounded.read(stream)
        : super.protocolRead(stream, consumers);
  }
}
