package io.ringcache.testing;

import com.github.dockerjava.api.DockerClient;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** Starts a Redis in a container. */
final class RedisContainer implements RedisSource {

  private static final DockerImageName IMAGE = DockerImageName.parse("redis:7.2-alpine");

  /** Whether a Docker daemon answers. */
  static boolean isPossible() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  /** Listens on all addresses of the container; the port is bound to 127.0.0.1 outside. */
  @Override
  public RunningServer start(int port, List<String> args) throws PortTakenException {
    List<String> command = new ArrayList<>(List.of("redis-server", "--protected-mode", "no"));
    command.addAll(List.of("--save", "", "--appendonly", "no"));
    command.addAll(args);
    GenericContainer<?> container =
        new GenericContainer<>(IMAGE)
            .withExposedPorts(6379)
            .withCommand(command.toArray(String[]::new));
    // A fixed port, so that a restart comes back at the address that clients know.
    container.setPortBindings(List.of("127.0.0.1:" + port + ":6379"));
    try {
      container.start();
    } catch (ContainerLaunchException e) {
      container.stop();
      if (PortTakenException.isMeantBy(e)) {
        throw new PortTakenException(port, e);
      }
      throw e;
    }
    return new RunningContainer(container);
  }

  @Override
  public String toString() {
    return "the Docker image " + IMAGE;
  }

  private record RunningContainer(GenericContainer<?> container) implements RunningServer {

    /** Testcontainers removes a container by force, which kills it. */
    @Override
    public void kill() {
      container.stop();
    }

    @Override
    public void pause() {
      docker().pauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void resume() {
      docker().unpauseContainerCmd(container.getContainerId()).exec();
    }

    private static DockerClient docker() {
      return DockerClientFactory.instance().client();
    }
  }
}
