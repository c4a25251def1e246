package io.ringcache.auth;

import io.ringcache.cache.Glob;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request, and what they may. Immutable.
 *
 * @param name as the audit trail shows it
 * @param namespaces the globs of the namespaces that the caller may see and touch
 */
public record Caller(String name, Set<Role> roles, List<Glob> namespaces) {

  /** Anybody, where authentication is off: may do everything. */
  public static final Caller ANONYMOUS =
      new Caller("anonymous", EnumSet.allOf(Role.class), List.of(Glob.ALL));

  /** Whoever has the key of the configuration: may do everything. */
  public static final Caller ADMIN =
      new Caller("admin", EnumSet.allOf(Role.class), List.of(Glob.ALL));

  private static final String ATTRIBUTE = Caller.class.getName();

  public Caller {
    roles = Set.copyOf(roles);
    namespaces = List.copyOf(namespaces);
  }

  /**
   * Who makes that request.
   *
   * @throws ApiException {@code UNAUTHENTICATED} for one that has not passed the {@link
   *     AuthHandler}
   */
  public static Caller of(HttpServletRequest request) {
    return required(request.getAttribute(ATTRIBUTE));
  }

  /** The same, in front of any servlet. */
  public static Caller of(Request request) {
    return required(request.getAttribute(ATTRIBUTE));
  }

  private static Caller required(@Nullable Object attached) {
    if (attached instanceof Caller caller) {
      return caller;
    }
    throw new ApiException(ErrorCode.UNAUTHENTICATED);
  }

  void attachTo(Request request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** Whether the caller may know of a namespace of that name, valid or not, there or not. */
  public boolean sees(String namespace) {
    // Without a stream: every cache call comes here.
    for (Glob glob : namespaces) {
      if (glob.matches(namespace)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the other may nothing that this one may not, now and whatever namespaces there will be.
   * Errs on the safe side, see {@link Glob#covers}; and one glob of the other must lie within one
   * of this caller's, not within several of them together.
   */
  public boolean covers(Caller other) {
    return roles.containsAll(other.roles)
        && other.namespaces.stream()
            .allMatch(wanted -> namespaces.stream().anyMatch(own -> own.covers(wanted)));
  }

  /** Whether no namespace is hidden from the caller. */
  public boolean seesEverything() {
    return namespaces.stream().anyMatch(Glob::matchesAll);
  }

  /**
   * Refuses a caller without the role.
   *
   * @throws ApiException {@code FORBIDDEN}
   */
  public void require(Role role) {
    if (!roles.contains(role)) {
      throw new ApiException(ErrorCode.FORBIDDEN, "the key has no role " + role.code());
    }
  }

  /**
   * Refuses a caller that has no right to a namespace, before anybody has looked whether there is
   * one of that name.
   *
   * @throws ApiException {@code FORBIDDEN}
   */
  public void requireSight(String namespace) {
    if (!sees(namespace)) {
      throw new ApiException(ErrorCode.FORBIDDEN, "the key is not for this namespace");
    }
  }

  /**
   * Refuses a caller that has not the role, or not in that namespace.
   *
   * @throws ApiException {@code FORBIDDEN}
   */
  public void require(Role role, String namespace) {
    requireSight(namespace);
    require(role);
  }
}
