package io.ringcache.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.servlets.tasks.Task;
import io.ringcache.audit.AuditAction;
import io.ringcache.audit.AuditTrail;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.RingControl;
import io.ringcache.cache.RingControl.Adoption;
import io.ringcache.cache.RingState;
import jakarta.ws.rs.core.MediaType;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /tasks/adopt-ring?ring=FINGERPRINT}: has this process' ring fill the nodes from now
 * on. The fingerprint is this process', which nobody has at hand who has not looked at what is
 * about to change.
 */
final class AdoptRingTask extends Task {

  /** Within what clients usually wait; the rest goes on, and can be asked for again. */
  private static final long PATIENCE_SECONDS = 25;

  private static final String ACTOR = "admin-port";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Answered with 500 and its message alone. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String body) {
      super(body, null, false, false);
    }
  }

  private final CacheBackend backend;
  private final AuditTrail audit;
  private final AtomicBoolean underWay = new AtomicBoolean();

  AdoptRingTask(CacheBackend backend, AuditTrail audit) {
    super("adopt-ring", MediaType.APPLICATION_JSON);
    this.backend = backend;
    this.audit = audit;
  }

  @Override
  public void execute(Map<String, List<String>> parameters, PrintWriter output) throws Exception {
    RingControl ring =
        backend.ring().orElseThrow(() -> refused("this backend has no nodes, and so no ring"));
    RingState.Ring own = ring.state().configured();
    String wanted = String.join(" ", parameters.getOrDefault("ring", List.of()));
    if (!wanted.equals(own.fingerprint())) {
      throw refused(
          "say ?ring="
              + own.fingerprint()
              + " to have the nodes filled by "
              + own.description()
              + " from now on");
    }
    output.println(body(result(ring, own), Optional.empty(), own));
  }

  private String result(RingControl ring, RingState.Ring own) throws Refused, InterruptedException {
    String before = filledBefore(ring.state());
    boolean first = !underWay.getAndSet(true);
    CompletionStage<Adoption> adoption = ring.adopt();
    if (first) { // the others wait for the same one
      adoption = adoption.whenComplete((adopted, failure) -> tell(adopted, own, before));
    }
    try {
      Adoption adopted = adoption.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return adopted.name().toLowerCase(Locale.ROOT);
    } catch (TimeoutException e) {
      return "under_way";
    } catch (ExecutionException e) {
      throw refused(String.valueOf(Objects.requireNonNull(e.getCause()).getMessage()));
    }
  }

  private static String filledBefore(RingState state) {
    return state.nodes().stream()
        .flatMap(node -> node.filledBy().stream())
        .map(RingState.Ring::description)
        .distinct()
        .reduce((one, other) -> one + "; " + other)
        .orElse("none");
  }

  /** As with all actions: what was done, and not what was tried. */
  private void tell(@Nullable Adoption adopted, RingState.Ring own, String before) {
    underWay.set(false);
    if (adopted == Adoption.ADOPTED) {
      CompletionStage<Void> unused =
          audit.record(
              ACTOR,
              UUID.randomUUID().toString(),
              AuditAction.RING_ADOPT,
              null,
              own.description() + " (" + own.fingerprint() + "), before: " + before);
    }
  }

  private Refused refused(String why) {
    return new Refused(
        body(
            "refused",
            Optional.of(why),
            backend.ring().map(ring -> ring.state().configured()).orElse(null)));
  }

  private static String body(String result, Optional<String> detail, RingState.@Nullable Ring own) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("result", result);
    detail.ifPresent(why -> body.put("detail", why));
    if (own != null) {
      body.put("fingerprint", own.fingerprint());
      body.put("ring", own.description());
    }
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can be written as JSON", e);
    }
  }
}
