package io.ringcache.auth;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * What one client can be taken to have of the addresses of the internet: one of IPv4, and of IPv6
 * the 64 bits that a network has, since it can choose the rest anew for every request. Immutable.
 */
record ClientNetwork(boolean v4, long bits) {

  static ClientNetwork of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    boolean v4 = address instanceof Inet4Address;
    return new ClientNetwork(v4, v4 ? bytes.getInt() : bytes.getLong());
  }
}
