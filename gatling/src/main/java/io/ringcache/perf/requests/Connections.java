package io.ringcache.perf.requests;

import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.ringcache.perf.settings.Target;
import java.util.Optional;

/** How clients are connected, and who they say they are. */
public final class Connections {

  /** Where the API key is, so that it is in no command line and in no file. */
  public static final String KEY_VARIABLE = "RINGCACHE_API_KEY";

  private Connections() {}

  /** Each user has its own, and keeps it. */
  public static HttpProtocolBuilder own(Target target, Optional<String> apiKey) {
    HttpProtocolBuilder protocol =
        http.baseUrl(target.baseUrl().orElseThrow().toString())
            .contentTypeHeader("application/json")
            .acceptHeader("application/json")
            .disableWarmUp()
            .disableCaching()
            .disableFollowRedirect();
    return apiKey.map(key -> protocol.authorizationHeader("Bearer " + key)).orElse(protocol);
  }

  /** A user takes one that is free, as those of an application do that comes and goes. */
  public static HttpProtocolBuilder shared(Target target, Optional<String> apiKey) {
    return own(target, apiKey).shareConnections();
  }

  /** The API key of this process; empty where there is none. */
  public static Optional<String> apiKey() {
    return Optional.ofNullable(System.getenv(KEY_VARIABLE)).filter(key -> !key.isBlank());
  }
}
