package io.ringcache.client;

import io.ringcache.client.testing.RingcacheService;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

/** A client of the shared service, and a namespace of the test's own. */
abstract class OnSharedService {

  final Ringcache cache =
      Ringcache.builder(RingcacheService.shared().url()).timeout(Duration.ofSeconds(20)).build();
  final Namespace users = cache.namespace("t-" + UUID.randomUUID());

  @AfterEach
  void closeClient() {
    cache.close();
  }
}
