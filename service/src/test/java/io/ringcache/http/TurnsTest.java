package io.ringcache.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private final Queue<Runnable> begun = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private final Turns turns = new Turns(2);

  @Test
  void onlySoManyAreBegunAndTheRestInItsOrderWhenOneHasEnded() {
    for (String task : List.of("a", "b", "c", "d")) {
      turns.execute(begun::add, () -> done.add(task));
    }
    assertThat(begun).hasSize(2);

    begun.remove().run();
    assertThat(begun).hasSize(2);
    begun.remove().run();
    begun.remove().run();
    begun.remove().run();

    assertThat(done).containsExactly("a", "b", "c", "d");
    assertThat(begun).isEmpty();
  }

  @Test
  void whatFailsGivesItsTurnBack() {
    Turns one = new Turns(1);
    one.execute(
        begun::add,
        () -> {
          throw new IllegalStateException("a defect");
        });
    one.execute(begun::add, () -> done.add("next"));

    assertThatThrownBy(begun.remove()::run).isInstanceOf(IllegalStateException.class);
    begun.remove().run();

    assertThat(done).containsExactly("next");
  }

  @Test
  void whatIsRefusedGivesItsTurnBackAndItsCallerKnows() {
    Turns one = new Turns(1);
    assertThatThrownBy(() -> one.execute(refusing(), () -> done.add("refused")))
        .isInstanceOf(RejectedExecutionException.class);

    one.execute(begun::add, () -> done.add("next"));
    begun.remove().run();

    assertThat(done).containsExactly("next");
  }

  @Test
  void whoHasWaitedIsNotLostWhenTheThreadsAreGone() {
    Turns one = new Turns(1);
    one.execute(begun::add, () -> done.add("first"));
    one.execute(refusing(), () -> done.add("waited"));

    begun.remove().run();

    assertThat(done).containsExactly("first", "waited");
  }

  private static Executor refusing() {
    return task -> {
      throw new RejectedExecutionException();
    };
  }
}
