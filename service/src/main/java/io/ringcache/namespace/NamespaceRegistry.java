package io.ringcache.namespace;

import io.dropwizard.lifecycle.Managed;
import io.ringcache.audit.AuditAction;
import io.ringcache.audit.AuditTrail;
import io.ringcache.auth.Caller;
import io.ringcache.cache.NamespaceDirectory;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Quota;
import io.ringcache.database.Database;
import io.ringcache.database.DatabaseUnavailableException;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registered namespaces, as every cache call asks for them. Thread-safe.
 *
 * <p>Reads come from an immutable snapshot of the database and never block, whether it is there or
 * not. Changes are made in the database, and are in the snapshot when the call returns. A namespace
 * that a cache call makes is in the snapshot at once, and in the database soon after.
 */
public final class NamespaceRegistry implements NamespaceDirectory, Managed {

  private static final Logger LOG = LoggerFactory.getLogger(NamespaceRegistry.class);

  private final NamespaceDao dao;
  private final DeletionDao deletions;
  private final AuditTrail auditTrail;
  private final AutoCreate autoCreate;
  private final InstantSource clock;
  private final KnownNamespaces known = new KnownNamespaces();
  private final Rounds rounds = new Rounds("namespace-writer", this::writeUnwritten);

  /**
   * Held while the database is asked and until the snapshot shows what it said, so that an answer
   * from before a change is not shown after it.
   */
  private final Object changes = new Object();

  private final NamespaceRows rows = new NamespaceRows();

  /**
   * A registry of what the database holds by now, or, if it does not answer, of the configuration's
   * list; kept up to date from then on. Blocks on the database.
   */
  public static NamespaceRegistry open(
      Database database,
      NamespacesConfiguration configuration,
      AuditTrail auditTrail,
      InstantSource clock) {
    NamespaceRegistry registry =
        new NamespaceRegistry(database, configuration.autoCreate(), auditTrail, clock);
    configuration
        .list(registry.now())
        .forEach(
            namespace -> registry.known.add(new Unwritten(namespace, null), Integer.MAX_VALUE));
    try {
      registry.writeUnwritten();
      registry.refresh();
    } catch (DatabaseUnavailableException e) {
      LOG.debug("The database's namespaces come when it does", e);
    }
    database.onChange(registry::refresh);
    return registry;
  }

  private NamespaceRegistry(
      Database database, AutoCreate autoCreate, AuditTrail auditTrail, InstantSource clock) {
    this.dao = new NamespaceDao(database);
    this.deletions = new DeletionDao(database);
    this.autoCreate = autoCreate;
    this.auditTrail = auditTrail;
    this.clock = clock;
  }

  @Override
  public void start() {
    rounds.start();
  }

  @Override
  public void stop() throws InterruptedException {
    rounds.stop();
  }

  /** The namespace of that name; empty if it is not registered or is being deleted. */
  public Optional<Namespace> find(NamespaceName name) {
    return Optional.ofNullable(known.get(name.value()));
  }

  /**
   * The namespace that an administrator's call names in its path. Does not block.
   *
   * @throws io.ringcache.cache.InvalidInputException if it can be no name
   * @throws ApiException {@code NAMESPACE_NOT_FOUND} if it is not registered
   */
  public Namespace registered(String rawName) {
    return find(new NamespaceName(rawName))
        .orElseThrow(() -> new ApiException(ErrorCode.NAMESPACE_NOT_FOUND));
  }

  /**
   * The namespace that a cache call names in its path. Does not block.
   *
   * @param caller who is named as its maker if the call makes it
   * @throws io.ringcache.cache.InvalidInputException if it can be no name
   * @throws ApiException {@code INVALID_NAMESPACE} if it is not registered, and is not to be
   */
  public Namespace forCacheCall(String rawName, Caller caller, String requestId) {
    // Looked up as it came: what is registered is valid.
    @Nullable Namespace registered = known.get(rawName);
    return registered != null
        ? registered
        : registerUnasked(
            new NamespaceName(rawName), new Unwritten.Cause(caller.name(), requestId));
  }

  /** All of them, by name. */
  public List<Namespace> list() {
    return known.all().stream()
        .sorted(Comparator.comparing(namespace -> namespace.name().value()))
        .toList();
  }

  @Override
  public Collection<NamespaceName> names() {
    return known.all().stream().map(Namespace::name).toList();
  }

  @Override
  public Quota quota(NamespaceName name) {
    @Nullable Namespace registered = known.get(name.value());
    return registered != null ? registered.quota() : Quota.UNLIMITED;
  }

  /**
   * Registers a namespace, or changes the one that exists. Blocks on the database.
   *
   * @throws ApiException {@code NAMESPACE_BUSY} while one of that name is being deleted
   * @throws DatabaseUnavailableException if the database is not there
   */
  public Stored put(NamespaceName name, NamespaceSettings settings) {
    synchronized (changes) {
      writeIfUnwritten(name);
      Stored stored = dao.put(name, settings, now());
      known.show(stored.namespace());
      return stored;
    }
  }

  /**
   * Marks a namespace as being deleted, everywhere; from this call on nobody finds it here. Blocks
   * on the database.
   *
   * @throws ApiException {@code NAMESPACE_NOT_FOUND} if it is not registered
   * @throws DatabaseUnavailableException if the database is not there
   */
  void withdraw(NamespaceName name) {
    synchronized (changes) {
      writeIfUnwritten(name);
      deletions.mark(name);
      known.withhold(name, KnownNamespaces.LEAVING);
    }
  }

  /**
   * Shows what the database holds now. Blocks on it.
   *
   * @throws DatabaseUnavailableException if the database is not there; then nothing changes
   */
  void refresh() {
    synchronized (changes) {
      rows.show(dao.all(), known);
    }
  }

  private Namespace registerUnasked(NamespaceName name, Unwritten.Cause cause) {
    if (!autoCreate.enabled()) {
      throw new ApiException(ErrorCode.INVALID_NAMESPACE, "the namespace is not registered");
    }
    Namespace fresh = NamespaceSettings.NONE_GIVEN.create(name, now());
    Namespace registered = known.add(new Unwritten(fresh, cause), autoCreate.limit());
    rounds.soon();
    return registered;
  }

  private void writeUnwritten() {
    for (Unwritten fresh : known.unwritten()) {
      synchronized (changes) {
        writeIfUnwritten(fresh.namespace().name());
      }
    }
  }

  /** If somebody else has registered that name meanwhile, theirs is the one. */
  private void writeIfUnwritten(NamespaceName name) {
    @Nullable Unwritten fresh = known.unwritten(name);
    if (fresh == null) {
      return;
    }
    try {
      Stored stored = dao.register(fresh.namespace());
      known.show(stored.namespace());
      // Equal also if it was ours, of which we were told by a connection's loss.
      if (stored.namespace().equals(fresh.namespace())) {
        audit(fresh);
      }
    } catch (ApiException e) {
      known.withhold(name, KnownNamespaces.LEAVING);
    } catch (IllegalArgumentException e) {
      known.withhold(name, KnownNamespaces.SENSELESS);
    }
  }

  private void audit(Unwritten fresh) {
    Unwritten.@Nullable Cause cause = fresh.cause();
    if (cause != null) {
      CompletionStage<Void> unused =
          auditTrail.record(
              cause.actor(),
              cause.requestId(),
              AuditAction.NAMESPACE_CREATE,
              fresh.namespace().name().value(),
              fresh.namespace().describeSettings() + ", by a cache call");
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
