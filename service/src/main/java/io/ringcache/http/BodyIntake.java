package io.ringcache.http;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies before their requests take a thread, and has answers sent when they have given it
 * back, so that slow clients hold none; and counts what they hold. Never blocks. A request for
 * which there is no room is answered with {@code overloaded}.
 *
 * <p>What is longer than the longest value goes on before its end has come: it may have to be
 * refused.
 */
final class BodyIntake extends Handler.Wrapper {

  /** How much of a body is read beyond the longest value before its request goes on. */
  private static final int AROUND_VALUE = 1 << 10;

  private final LimitsConfiguration limits;
  private final BufferedBytes buffered;

  BodyIntake(LimitsConfiguration limits, BufferedBytes buffered) {
    this.limits = limits;
    this.buffered = buffered;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (HttpSide.isOfAdministration(request)) {
      return super.handle(request, response, callback);
    }
    Holding holding = Holding.begin(request, buffered);
    Callback answered =
        new Callback.Nested(callback) {
          @Override
          public void completed() {
            holding.end();
          }
        };
    Outbox outbox = new Outbox(request, response, holding);
    if (!FrontHandler.hasBody(request)) {
      return super.handle(request, outbox, answered);
    }
    new Intake(new LoadedBody(request), outbox, answered, holding).run();
    return true;
  }

  private void goOn(LoadedBody request, Response response, Callback callback) {
    DetachedCall.of(super::handle, request, response, callback);
  }

  /** One body; runs whenever some of it has come. */
  private final class Intake implements Invocable.Task {

    private final LoadedBody request;
    private final Response response;
    private final Callback callback;
    private final Holding holding;

    Intake(LoadedBody request, Response response, Callback callback, Holding holding) {
      this.request = request;
      this.response = response;
      this.callback = callback;
      this.holding = holding;
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }

    @Override
    public void run() {
      long enough = (long) limits.maxValue() + AROUND_VALUE;
      while (request.loadedBytes() <= enough) {
        Content.@Nullable Chunk chunk = request.getWrapped().read();
        if (chunk == null) {
          request.getWrapped().demand(this);
          return;
        }
        if (Content.Chunk.isFailure(chunk)) {
          loaded(Content.Chunk.from(chunk.getFailure()));
          return;
        }
        boolean last = chunk.isLast();
        boolean room = request.add(chunk.getByteBuffer(), holding);
        chunk.release();
        if (!room) {
          refuse();
          return;
        }
        if (last) {
          loaded(Content.Chunk.EOF);
          return;
        }
      }
      loaded(null);
    }

    private void loaded(Content.@Nullable Chunk last) {
      request.loaded(last);
      if (holding.takeForBody(stillToHold(last != null))) {
        goOn(request, response, callback);
      } else {
        refuse();
      }
    }

    /** What it is made into: a value beside what was read, and all of what is still to come. */
    private long stillToHold(boolean whole) {
      long loaded = request.loadedBytes();
      if (whole) {
        return loaded > LoadedBody.LARGE ? loaded : (1 + Machine.WORK) * loaded;
      }
      long all = request.getLength() >= 0 ? request.getLength() : limits.maxRequest();
      return Math.max(all, loaded);
    }

    private void refuse() {
      HandlerErrors.write(request, response, callback, new ApiException(ErrorCode.OVERLOADED));
    }
  }
}
