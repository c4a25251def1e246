package io.ringcache.ops;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.servlets.tasks.Task;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.RingControl;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** {@code POST /tasks/ring}: how this process' ring stands to those that fill the nodes. */
final class ShowRingTask extends Task {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final CacheBackend backend;

  ShowRingTask(CacheBackend backend) {
    super("ring", MediaType.APPLICATION_JSON);
    this.backend = backend;
  }

  @Override
  public void execute(Map<String, List<String>> parameters, PrintWriter output) throws IOException {
    Map<String, Object> shown =
        backend
            .ring()
            .map(RingControl::state)
            .map(RingBody::of)
            .orElse(Map.of("ready", true, "swept", true, "nodes", List.of()));
    output.println(JSON.writeValueAsString(shown));
  }
}
