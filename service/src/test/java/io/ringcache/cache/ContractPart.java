package io.ringcache.cache;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** What the parts of {@link CacheBackendContract} have to work with. */
interface ContractPart {

  /** The backend under test, fresh for every test. */
  CacheBackend backend();

  /** The test's own namespace. */
  BlockingCache cache();

  /** Another namespace, whose name is the first one's with something put behind it. */
  BlockingCache neighbour(String suffix);

  /** From now on the test's own namespace has that quota; before it has none. */
  void limit(Quota quota);

  /** Returns when the backend's clock has moved on by this much. */
  void letPass(Duration duration);

  /** {@code prefix}0, {@code prefix}1 and so on. */
  default List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }
}
