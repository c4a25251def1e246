package io.ringcache.entry;

import com.codahale.metrics.Counter;
import com.codahale.metrics.MetricRegistry;
import io.ringcache.access.AccessLog;
import io.ringcache.audit.AuditTrail;
import io.ringcache.auth.Role;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.NewEntry;
import io.ringcache.entry.Targets.Target;
import io.ringcache.http.ApiException;
import io.ringcache.http.BufferedBytes;
import io.ringcache.http.ErrorCode;
import io.ringcache.http.HandlerErrors;
import io.ringcache.namespace.NamespaceRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/**
 * Answers plain reads and writes of one key in front of Jersey, as Jersey would answer them, at a
 * fraction of the cost. Whatever is not plain, and whatever is to be refused for its path or its
 * caller, goes on to Jersey, which can do everything. Never blocks.
 *
 * <p>Its metric: {@code taken}, the requests that it answered or is about to.
 */
public final class FastLane extends Handler.Wrapper {

  private final Targets targets;
  private final EntryCalls calls;
  private final BodyLimits limits;
  private final Executor executor;
  private final BufferedBytes buffered;
  private final Counter taken;

  /**
   * The lane, for what an {@link EntryResource} does as well.
   *
   * @param executor where large answers are made; bounded, may refuse
   * @param buffered what bodies and answers are counted in
   */
  public FastLane(
      NamespaceRegistry registry,
      CacheBackend backend,
      AccessLog accessLog,
      AuditTrail auditTrail,
      BodyLimits limits,
      Executor executor,
      BufferedBytes buffered,
      MetricRegistry metrics) {
    this.targets = new Targets(registry);
    this.calls = new EntryCalls(backend, new Chronicle(accessLog, auditTrail), executor);
    this.limits = limits;
    this.executor = executor;
    this.buffered = buffered;
    this.taken = metrics.counter(MetricRegistry.name(FastLane.class, "taken"));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return (PlainRequest.isRead(request) && read(request, response, callback))
        || (PlainRequest.isWrite(request) && write(request, response, callback))
        || super.handle(request, response, callback);
  }

  /** Whether the read was taken. */
  private boolean read(Request request, Response response, Callback callback) {
    @Nullable LaneExchange exchange = exchange(request, response, callback, Role.READ, 0);
    if (exchange == null) {
      return false;
    }
    HttpFields headers = request.getHeaders();
    List<String> ifNoneMatch =
        headers.contains(HttpHeader.IF_NONE_MATCH)
            ? headers.getValuesList(HttpHeader.IF_NONE_MATCH)
            : List.of();
    try {
      calls.read(
          exchange.target().key(),
          (found, failure) ->
              exchange.answer(
                  found,
                  failure,
                  read -> read.isPresent() ? read.get().json().length : 0,
                  read -> EntryAnswers.got(read, ifNoneMatch, exchange.by().requestId())));
    } catch (RuntimeException failure) {
      exchange.fail(failure);
    }
    return true;
  }

  /** Whether the write was taken. Its body may be still to come. */
  private boolean write(Request request, Response response, Callback callback) {
    // As it comes in, and as it is stored.
    long held = 2 * request.getLength();
    @Nullable LaneExchange exchange = exchange(request, response, callback, Role.WRITE, held);
    if (exchange == null) {
      return false;
    }
    if (!buffered.takeForBody(held)) {
      HandlerErrors.write(request, response, callback, new ApiException(ErrorCode.OVERLOADED));
      return true;
    }
    Content.Source.asByteArrayAsync(
        request,
        PlainRequest.MAX_BODY_BYTES,
        new Promise.Invocable.NonBlocking<>() {
          @Override
          public void succeeded(byte[] body) {
            store(new ByteArrayInputStream(body), exchange);
          }

          @Override
          public void failed(Throwable failure) {
            store(new BrokenOff(failure), exchange);
          }
        });
    return true;
  }

  private void store(InputStream body, LaneExchange exchange) {
    CacheKey key = exchange.target().key();
    NewEntry entry;
    try {
      entry =
          PutBody.parse(body, limits.maxValueBytes(), exchange.target().namespace().defaultTtl());
    } catch (RuntimeException refusal) {
      exchange.fail(refusal);
      return;
    }
    exchange.answer(
        () -> calls.store(key, entry, WriteCondition.NONE),
        result -> entry.json().length,
        result -> EntryAnswers.stored(key, entry, result));
  }

  /**
   * The request with what it is about; null where it is to be refused, which is Jersey's to say.
   */
  private @Nullable LaneExchange exchange(
      Request request, Response response, Callback callback, Role role, long heldForBody) {
    try {
      Requester by = Requester.of(request);
      RawPath path = RawPath.ofKey(request.getHttpURI().getPath());
      Target target = targets.entry(path, null, role, by);
      taken.inc();
      return new LaneExchange(
          request, response, callback, by, target, executor, buffered, heldForBody);
    } catch (ApiException | InvalidInputException refusal) {
      return null;
    }
  }

  /** A body that did not come: read as one, for the answer that Jersey's lane has for it. */
  private static final class BrokenOff extends InputStream {

    private final Throwable why;

    BrokenOff(Throwable why) {
      this.why = why;
    }

    @Override
    public int read() throws IOException {
      throw new IOException(why);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      throw new IOException(why);
    }
  }
}
