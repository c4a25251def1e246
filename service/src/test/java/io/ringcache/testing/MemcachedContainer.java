package io.ringcache.testing;

import java.util.ArrayList;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** Starts a memcached in a container. */
final class MemcachedContainer implements ServerSource {

  private static final DockerImageName IMAGE = DockerImageName.parse("memcached:1.6-alpine");

  @Override
  public RestartableServer start(int port, List<String> args) throws PortTakenException {
    List<String> command = new ArrayList<>(List.of("memcached", "-U", "0"));
    command.addAll(args);
    return RunningContainer.start(
        new GenericContainer<>(IMAGE).withCommand(command.toArray(String[]::new)), port, 11211);
  }

  @Override
  public String toString() {
    return "the Docker image " + IMAGE;
  }
}
