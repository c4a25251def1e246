package io.ringcache.http;

import java.util.HashSet;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * A request with its id, and with room for the one attribute that every request gets from our
 * handlers, which is who makes it: Jetty makes a concurrent map for the first attribute of each
 * request. For one thread at a time, as requests are.
 */
final class FrontRequest extends Request.Wrapper {

  private final String id;
  private @Nullable String name;
  private @Nullable Object value;

  FrontRequest(Request request) {
    super(request);
    this.id = RequestId.of(request);
  }

  String id() {
    return id;
  }

  @Override
  public @Nullable Object getAttribute(String wanted) {
    if (wanted.equals(RequestId.ATTRIBUTE)) {
      return id;
    }
    return wanted.equals(name) ? value : super.getAttribute(wanted);
  }

  @Override
  public @Nullable Object setAttribute(String wanted, @Nullable Object attribute) {
    if (attribute == null) {
      return removeAttribute(wanted);
    }
    if (!wanted.equals(name) && (name != null || super.getAttribute(wanted) != null)) {
      return super.setAttribute(wanted, attribute);
    }
    Object before = value;
    name = wanted;
    value = attribute;
    return before;
  }

  @Override
  public @Nullable Object removeAttribute(String unwanted) {
    if (!unwanted.equals(name)) {
      return super.removeAttribute(unwanted);
    }
    Object before = value;
    name = null;
    value = null;
    return before;
  }

  @Override
  public Set<String> getAttributeNameSet() {
    Set<String> names = new HashSet<>(super.getAttributeNameSet());
    names.add(RequestId.ATTRIBUTE);
    if (name != null) {
      names.add(name);
    }
    return names;
  }

  @Override
  public void clearAttributes() {
    name = null;
    value = null;
    super.clearAttributes();
  }
}
