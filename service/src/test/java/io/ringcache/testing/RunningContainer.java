package io.ringcache.testing;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;

/** A server in a container of its own, which ends with it. */
record RunningContainer(GenericContainer<?> container) implements RestartableServer {

  /** Whether a Docker daemon answers. */
  static boolean isPossible() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  /**
   * Starts the container; returns when it takes connections.
   *
   * @param port of 127.0.0.1, a fixed one, so that a restart comes back at the address that clients
   *     know
   * @param inside the port that the server listens on, on all addresses of the container
   */
  static RunningContainer start(GenericContainer<?> container, int port, int inside)
      throws PortTakenException {
    container.addExposedPort(inside);
    container.setPortBindings(List.of("127.0.0.1:" + port + ":" + inside));
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

  /** Testcontainers removes a container by force, which kills it. */
  @Override
  public void kill() {
    container.stop();
  }

  /** The same container: its files stay. */
  @Override
  public RestartableServer again() {
    int port = container.getFirstMappedPort();
    docker().killContainerCmd(container.getContainerId()).exec();
    docker().startContainerCmd(container.getContainerId()).exec();
    await("the start of the container again").until(() -> LocalProgram.isListening(port));
    return this;
  }

  @Override
  public void pause() {
    docker().pauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void resume() {
    docker().unpauseContainerCmd(container.getContainerId()).exec();
  }

  static DockerClient docker() {
    return DockerClientFactory.instance().client();
  }
}
