package io.ringcache.testing;

import java.util.ArrayList;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** Starts a Redis in a container. */
final class RedisContainer implements ServerSource {

  private static final DockerImageName IMAGE = DockerImageName.parse("redis:7.2-alpine");

  @Override
  public RestartableServer start(int port, List<String> args) throws PortTakenException {
    List<String> command = new ArrayList<>(List.of("redis-server", "--protected-mode", "no"));
    command.addAll(List.of("--save", "", "--appendonly", "no"));
    command.addAll(args);
    return RunningContainer.start(
        new GenericContainer<>(IMAGE).withCommand(command.toArray(String[]::new)), port, 6379);
  }

  @Override
  public String toString() {
    return "the Docker image " + IMAGE;
  }
}
