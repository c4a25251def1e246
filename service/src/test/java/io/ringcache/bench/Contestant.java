package io.ringcache.bench;

import io.ringcache.bench.peer.Nginx;
import io.ringcache.bench.peer.Peer;
import io.ringcache.bench.peer.Reference;
import io.ringcache.bench.peer.Ringcache;
import io.ringcache.bench.peer.Webdis;
import java.io.IOException;
import java.util.Optional;

/** Who takes part in the comparison of the read path. */
enum Contestant {
  RINGCACHE_ON_REDIS("Ringcache on Redis"),
  RINGCACHE_IN_MEMORY("Ringcache in memory"),
  WEBDIS("webdis"),
  NGINX("nginx, a static file"),
  REFERENCE("the customer's reference");

  private final String title;

  Contestant(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Empty where what it needs is not installed. */
  Optional<Peer> start(int valueBytes) throws IOException {
    return switch (this) {
      case RINGCACHE_ON_REDIS -> Optional.of(Ringcache.onRedis(1));
      case RINGCACHE_IN_MEMORY -> Optional.of(Ringcache.inMemory());
      case WEBDIS -> Webdis.start();
      case NGINX -> Nginx.start(valueBytes);
      case REFERENCE -> Reference.start();
    };
  }
}
