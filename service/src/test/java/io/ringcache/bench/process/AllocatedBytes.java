package io.ringcache.bench.process;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What the threads of another JVM of this user's have allocated, exactly, as that counts itself.
 * Not thread-safe.
 */
public final class AllocatedBytes implements AutoCloseable {

  private final JMXConnector connector;
  private final ThreadMXBean threads;

  private AllocatedBytes(JMXConnector connector, ThreadMXBean threads) {
    this.connector = connector;
    this.threads = threads;
  }

  @SuppressWarnings("BanJNDI") // the address is no user's: the JVM that we started gave it
  public static AllocatedBytes of(ProcessHandle jvm) throws IOException {
    JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address(jvm)));
    return new AllocatedBytes(
        connector,
        ManagementFactory.newPlatformMXBeanProxy(
            connector.getMBeanServerConnection(),
            ManagementFactory.THREAD_MXBEAN_NAME,
            ThreadMXBean.class));
  }

  private static String address(ProcessHandle jvm) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
      try {
        return machine.startLocalManagementAgent();
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("the JVM does not let itself be looked at", e);
    }
  }

  /** Of the threads that live, so far. */
  public long soFar() {
    return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
        .filter(bytes -> bytes > 0) // -1 for one that has just ended
        .sum();
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
