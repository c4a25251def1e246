package io.ringcache.testing;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** Starts a PostgreSQL in a container, which keeps the data while it is stopped. */
final class PostgresContainer implements PostgresSource {

  private static final DockerImageName IMAGE = DockerImageName.parse("postgres:17-alpine");
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  @Override
  public Cluster create() {
    return new ContainerCluster();
  }

  @Override
  public String toString() {
    return "the Docker image " + IMAGE;
  }

  private static final class ContainerCluster implements Cluster {

    private final String password = "secret-of-postgres-" + UUID.randomUUID();
    private @Nullable GenericContainer<?> container;

    @Override
    public String password() {
      return password;
    }

    @Override
    public RunningServer start(int port, List<String> options) throws PortTakenException {
      if (container == null) {
        container = firstStart(port, options);
      } else {
        RunningContainer.docker().startContainerCmd(container.getContainerId()).exec();
      }
      await("a login at the container").atMost(START_TIMEOUT).until(() -> takesLogins(port));
      return new StoppableContainer(container);
    }

    /** With the settings, for the same reasons, of {@link PostgresProgram}. */
    private GenericContainer<?> firstStart(int port, List<String> options)
        throws PortTakenException {
      List<String> command = new ArrayList<>(List.of("postgres"));
      command.addAll(List.of("-c", "fsync=off", "-c", "full_page_writes=off"));
      command.addAll(options);
      GenericContainer<?> started =
          new GenericContainer<>(IMAGE)
              .withEnv("POSTGRES_PASSWORD", password)
              .withEnv("POSTGRES_INITDB_ARGS", "--encoding=UTF8 --locale=C --no-sync")
              .withExposedPorts(5432)
              .withCommand(command.toArray(String[]::new));
      // A fixed port, so that a restart comes back at the address that clients know.
      started.setPortBindings(List.of("127.0.0.1:" + port + ":5432"));
      try {
        started.start();
      } catch (ContainerLaunchException e) {
        started.stop();
        if (PortTakenException.isMeantBy(e)) {
          throw new PortTakenException(port, e);
        }
        throw e;
      }
      return started;
    }

    private boolean takesLogins(int port) {
      String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
      try (Connection connection = DriverManager.getConnection(url, "postgres", password)) {
        return connection.isValid(1);
      } catch (SQLException e) {
        return false;
      }
    }

    @Override
    public void delete() {
      if (container != null) {
        container.stop();
      }
    }
  }

  private record StoppableContainer(GenericContainer<?> container) implements RunningServer {

    @Override
    public void kill() {
      if (container.isRunning()) {
        RunningContainer.docker().killContainerCmd(container.getContainerId()).exec();
        await("the container's end").until(() -> !container.isRunning());
      }
    }

    @Override
    public void pause() {
      new RunningContainer(container).pause();
    }

    @Override
    public void resume() {
      new RunningContainer(container).resume();
    }
  }
}
