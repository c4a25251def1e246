package io.ringcache.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Health, and what is left when a backend was closed. */
interface LifecycleContract extends ContractPart {

  @Test
  default void itHasATypeToBeNamedBy() {
    assertThat(backend().type()).matches("[a-z]+");
  }

  @Test
  default void itsNodesAreUp() {
    cache().put("k", "1");

    BackendHealth health = BlockingCache.await(backend().health());

    assertThat(health.nodes()).isNotEmpty().allMatch(BackendHealth.Node::up);
    assertThat(health.nodes()).extracting(BackendHealth.Node::name).doesNotHaveDuplicates();
    assertThat(health.nodes()).extracting(BackendHealth.Node::usedBytes).anyMatch(used -> used > 0);
  }

  @Test
  default void itMayBeClosedTwice() {
    backend().close();
    backend().close();
  }

  @Test
  default void callsOnAClosedBackendFail() {
    CacheKey key = cache().key("k");
    NewEntry entry = new NewEntry("1".getBytes(UTF_8), Ttl.FOREVER, Tags.NONE);
    backend().close();

    assertUnavailable(backend().get(key));
    assertUnavailable(backend().peek(key));
    assertUnavailable(backend().put(key, entry, Precondition.NONE));
    assertUnavailable(backend().delete(key, Precondition.NONE));
    assertUnavailable(backend().increment(key, new Increment(1, 0, Optional.empty(), Ttl.FOREVER)));
    assertUnavailable(backend().touch(key, Ttl.FOREVER));
    assertUnavailable(backend().inspect(key));
  }

  @Test
  default void batchesOnAClosedBackendFailForEveryKey() {
    CacheKey key = cache().key("k");
    NewEntry entry = new NewEntry("1".getBytes(UTF_8), Ttl.FOREVER, Tags.NONE);
    backend().close();

    assertUnavailable(key, BlockingCache.await(backend().getAll(List.of(key))));
    assertUnavailable(key, BlockingCache.await(backend().putAll(Map.of(key, entry))));
    assertUnavailable(key, BlockingCache.await(backend().deleteAll(List.of(key))));
  }

  @Test
  default void aClosedBackendSaysThatItCanNotFlushNorListNorCount() {
    NamespaceName namespace = cache().namespace();
    backend().close();

    assertThat(BlockingCache.await(backend().flush(namespace, Glob.ALL)).failedNodes())
        .isNotEmpty();
    assertThat(
            BlockingCache.await(backend().invalidate(namespace, Tags.of(List.of("t"))))
                .failedNodes())
        .isNotEmpty();
    KeyPage page = BlockingCache.await(backend().keys(namespace, Glob.ALL, Optional.empty(), 100));
    assertThat(page).isEqualTo(new KeyPage(List.of(), Optional.empty(), true));
    assertThat(BlockingCache.await(backend().stats(namespace)).degraded()).isTrue();
    assertThat(BlockingCache.await(backend().health()).nodes())
        .isNotEmpty()
        .noneMatch(BackendHealth.Node::up);
  }

  private static void assertUnavailable(CompletionStage<?> stage) {
    assertThatThrownBy(() -> BlockingCache.await(stage))
        .isInstanceOf(CacheException.NodeUnavailable.class);
  }

  private static <T> void assertUnavailable(CacheKey key, BatchResult<T> result) {
    assertThat(result.done()).isEmpty();
    assertThat(result.failed()).containsOnlyKeys(key);
    assertThat(result.failed().get(key)).isInstanceOf(CacheException.NodeUnavailable.class);
  }
}
