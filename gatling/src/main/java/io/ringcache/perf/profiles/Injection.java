package io.ringcache.perf.profiles;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.during;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.function.Function;

/** How many do a thing, and when; each is a population of the name's scenario. */
public final class Injection {

  private static final Duration RAMP = Duration.ofSeconds(1);

  private Injection() {}

  /** The open model: so many begin in a second, whether those before have their answer or not. */
  public static PopulationBuilder open(
      String name, ChainBuilder chain, double perSecond, Duration duration) {
    return scenario(name)
        .exec(chain)
        .injectOpen(constantUsersPerSec(perSecond).during(duration).randomized());
  }

  /** The closed model: so many begin again as soon as they are done, until the time is over. */
  public static PopulationBuilder closed(
      String name, ChainBuilder chain, int users, Duration duration) {
    return scenario(name)
        .exec(during(duration).on(chain))
        .injectOpen(rampUsers(users).during(RAMP));
  }

  /** So many, each once. */
  public static PopulationBuilder once(String name, ChainBuilder chain, int users) {
    return scenario(name).exec(chain).injectOpen(atOnceUsers(users));
  }

  /** Something that is done between the phases, and takes no request. */
  public static PopulationBuilder step(String name, Runnable runnable) {
    Function<Session, Session> run =
        session -> {
          runnable.run();
          return session;
        };
    return once(name, exec(run), 1);
  }
}
