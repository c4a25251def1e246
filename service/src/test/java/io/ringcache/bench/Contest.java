package io.ringcache.bench;

import static io.ringcache.bench.Contestant.NGINX;
import static io.ringcache.bench.Contestant.REFERENCE;
import static io.ringcache.bench.Contestant.RINGCACHE_IN_MEMORY;
import static io.ringcache.bench.Contestant.RINGCACHE_ON_REDIS;
import static io.ringcache.bench.Contestant.WEBDIS;

import io.ringcache.bench.peer.Work;
import java.util.List;

/** A work that several do, the first of them being us. */
enum Contest {
  GET_REDIS("GET of 1 KB through one Redis node", Work.GET),
  GET_MEMORY("GET of 1 KB from memory", Work.GET),
  PUT_REDIS("PUT of 1 KB through one Redis node, for webdis `SETEX`", Work.PUT),
  MGET_REDIS("mget of 100 keys of 1 KB through one Redis node, for webdis `MGET`", Work.MGET);

  private final String title;
  private final Work work;

  Contest(String title, Work work) {
    this.title = title;
    this.work = work;
  }

  String title() {
    return title;
  }

  Work work() {
    return work;
  }

  List<Contestant> contestants() {
    return switch (this) {
      case GET_REDIS, PUT_REDIS -> List.of(RINGCACHE_ON_REDIS, WEBDIS, REFERENCE);
      case GET_MEMORY -> List.of(RINGCACHE_IN_MEMORY, NGINX, WEBDIS);
      case MGET_REDIS -> List.of(RINGCACHE_ON_REDIS, WEBDIS);
    };
  }

  Contestant ours() {
    return contestants().get(0);
  }
}
