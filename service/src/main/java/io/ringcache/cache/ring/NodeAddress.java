package io.ringcache.cache.ring;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node as the configuration names it: {@code host:port}, {@code name=host:port} or {@code
 * name=host:port*weight}, where the name is {@code host:port} if none is given, so that a node with
 * a name can move to another machine and keep its keys. An IPv6 address stands in brackets.
 *
 * @param member name and weight in the ring
 * @param host a name or an address, without brackets
 * @param port 1 to 65,535
 */
public record NodeAddress(RingMember member, String host, int port) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?<name>[A-Za-z0-9][A-Za-z0-9_.:-]{0,99})=)?"
              + "(?<host>[A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.]+])"
              + ":(?<port>[0-9]{1,5})"
              + "(?:\\*(?<weight>[0-9]{1,4}))?");

  public NodeAddress {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
    }
  }

  /**
   * Parses one node.
   *
   * @throws IllegalArgumentException that says what is wrong
   */
  static NodeAddress parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "a node is host:port, name=host:port or name=host:port*weight, not '" + text + "'");
    }
    String host = form.group("host");
    String name = form.group("name");
    String weight = form.group("weight");
    return new NodeAddress(
        new RingMember(
            name == null ? host + ":" + form.group("port") : name,
            weight == null ? 1 : Integer.parseInt(weight)),
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        Integer.parseInt(form.group("port")));
  }

  public String name() {
    return member.name();
  }
}
