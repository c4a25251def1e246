package io.ringcache.auth;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.InetAddressSet;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that are believed when they say in {@code X-Forwarded-For} whom they speak for.
 * Immutable, does not block.
 */
final class TrustedProxies {

  /** As some proxies send it: {@code 1.2.3.4:5678}, {@code [::1]:5678}, {@code [::1]}. */
  private static final Pattern WITH_PORT =
      Pattern.compile("(\\[(?<v6>[^\\]]+)\\](:[0-9]+)?)|((?<v4>[0-9.]+):[0-9]+)");

  private final InetAddressSet proxies;

  private TrustedProxies(InetAddressSet proxies) {
    this.proxies = proxies;
  }

  /**
   * Reads the configuration's list.
   *
   * @param lists addresses and CIDR ranges, with commas between those in one text
   * @throws IllegalArgumentException that names the bad one
   */
  static TrustedProxies parse(List<String> lists) {
    InetAddressSet proxies = new InetAddressSet();
    lists.stream()
        .flatMap(list -> Arrays.stream(list.split(",")))
        .map(String::strip)
        .filter(range -> !range.isEmpty())
        .forEach(range -> add(range, proxies));
    return new TrustedProxies(proxies);
  }

  /** Jetty would take host names and half a dozen other forms too. */
  private static void add(String range, InetAddressSet proxies) {
    String[] parts = range.split("/", 2);
    if (IpAddress.parse(parts[0]).isEmpty()
        || (parts.length == 2 && !parts[1].matches("[0-9]{1,3}"))) {
      throw bad(range);
    }
    try {
      proxies.add(range);
    } catch (IllegalArgumentException e) {
      throw bad(range);
    }
  }

  private static IllegalArgumentException bad(String range) {
    return new IllegalArgumentException(
        "auth.trustedProxies: '"
            + range
            + "' is neither an address nor a range such as 10.0.0.0/8, with no bits after the"
            + " prefix");
  }

  /**
   * The address that a request comes from: the peer's, or where that is a trusted proxy, the last
   * in its {@code X-Forwarded-For} that is none. What stands before that may be anybody's
   * invention, and is not read. Null for a peer without an address.
   */
  @Nullable InetAddress clientOf(Request request) {
    if (!(request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress peer)
        || peer.getAddress() == null) {
      return null;
    }
    return client(
        peer.getAddress(), request.getHeaders().getCSV(HttpHeader.X_FORWARDED_FOR, false));
  }

  InetAddress client(InetAddress peer, List<String> forwardedFor) {
    InetAddress client = peer;
    for (int i = forwardedFor.size() - 1; i >= 0 && proxies.test(client); i--) {
      Optional<InetAddress> before = read(forwardedFor.get(i));
      if (before.isEmpty()) {
        return peer;
      }
      client = before.get();
    }
    return client;
  }

  private static Optional<InetAddress> read(String forwarded) {
    Matcher withPort = WITH_PORT.matcher(forwarded);
    if (!withPort.matches()) {
      return IpAddress.parse(forwarded);
    }
    @Nullable String v6 = withPort.group("v6");
    return IpAddress.parse(v6 != null ? v6 : withPort.group("v4"));
  }
}
