package io.ringcache.auth;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads addresses that others have written, and never asks DNS for what is none. */
final class IpAddress {

  private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern V4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

  /** With a colon in it, Java takes it for an address or for nothing. */
  private static final Pattern MAYBE_V6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]+");

  private IpAddress() {}

  /** The address; an IPv4 one that is mapped into IPv6 is that of IPv4. Empty if it is none. */
  static Optional<InetAddress> parse(String text) {
    if (!V4.matcher(text).matches() && !MAYBE_V6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
