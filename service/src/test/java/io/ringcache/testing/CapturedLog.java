package io.ringcache.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * What is logged during a test from {@code INFO} on, which goes nowhere else meanwhile. To be
 * registered as an extension, in a field that each test has of its own.
 */
public final class CapturedLog implements BeforeEachCallback, AfterEachCallback {

  private final Logger logger;
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  private CapturedLog(String name) {
    this.logger = (Logger) LoggerFactory.getLogger(name);
  }

  /** That of a class. */
  public static CapturedLog of(Class<?> logging) {
    return new CapturedLog(logging.getName());
  }

  /** That of all classes of the package that the class is in. */
  public static CapturedLog ofPackageOf(Class<?> logging) {
    return new CapturedLog(logging.getPackageName());
  }

  /** Oldest first. */
  public List<ILoggingEvent> events() {
    return appender.list;
  }

  /** The messages, as a reader would see them. */
  public List<String> messages() {
    return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    appender.start();
    logger.addAppender(appender);
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    logger.setAdditive(true);
    logger.setLevel(null);
    logger.detachAppender(appender);
  }
}
