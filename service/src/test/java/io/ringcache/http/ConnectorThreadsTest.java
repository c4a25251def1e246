package io.ringcache.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectorThreadsTest {

  private final QueuedThreadPool pool = new QueuedThreadPool(4);
  private final ConnectorThreads threads = new ConnectorThreads(pool);
  private final List<String> happened = new ArrayList<>();

  /** A connection that looks for its next request. */
  private class Resuming extends AbstractConnection implements Runnable {

    Resuming() {
      super(new ByteArrayEndPoint(), pool);
    }

    @Override
    public void onFillable() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void run() {
      happened.add(ConnectorThreads.isResuming() ? "resumed" : "handled");
    }
  }

  @BeforeEach
  void start() throws Exception {
    pool.start();
  }

  @AfterEach
  void stop() throws Exception {
    pool.stop();
  }

  @Test
  void theThreadThatAnswersResumesTheConnectionWhenTheWriteIsOver() {
    ConnectorThreads.answer(
        () -> {
          threads.execute(new Resuming());
          happened.add("written");
        });
    assertThat(happened).containsExactly("written", "resumed");
    assertThat(ConnectorThreads.isResuming()).isFalse();
  }

  @Test
  void aWriteThatFailsResumesItsConnectionAndLeavesNothingToTheNextAnswer() {
    assertThatThrownBy(
            () ->
                ConnectorThreads.answer(
                    () -> {
                      threads.execute(new Resuming());
                      throw new IllegalStateException("no write");
                    }))
        .hasMessage("no write");
    ConnectorThreads.answer(() -> happened.add("written"));
    assertThat(happened).containsExactly("resumed", "written");
  }

  @Test
  void anAnswerThatIsFoundWhileResumingIsWrittenAtOnce() {
    ConnectorThreads.answer(() -> ConnectorThreads.answer(() -> happened.add("inner")));
    assertThat(happened).containsExactly("inner");
  }

  @Test
  void aSelectorsThreadAnswersWhenItsRoundEndsAndHandlesWhatItFindsThen() {
    SelectorRound round = new SelectorRound();
    ConnectorThreads.begin(round);
    ConnectorThreads.answer(
        () -> {
          threads.execute(new Resuming());
          happened.add("written");
        });
    assertThat(happened).isEmpty();

    ConnectorThreads.end(round);
    assertThat(happened).containsExactly("written", "handled");

    ConnectorThreads.answer(() -> happened.add("no longer a selector's"));
    assertThat(happened).hasSize(3);
  }

  @Test
  void whatIsNoConnectionGoesToThePool() throws Exception {
    CompletableFuture<Thread> ranOn = new CompletableFuture<>();
    ConnectorThreads.answer(() -> threads.execute(() -> ranOn.complete(Thread.currentThread())));
    assertThat(ranOn.get(20, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
  }

  @Test
  void aConnectionOutsideOfAnAnswerGoesToThePool() throws Exception {
    CompletableFuture<Thread> ranOn = new CompletableFuture<>();
    threads.execute(
        new Resuming() {
          @Override
          public void run() {
            ranOn.complete(Thread.currentThread());
          }
        });
    assertThat(ranOn.get(20, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
  }
}
