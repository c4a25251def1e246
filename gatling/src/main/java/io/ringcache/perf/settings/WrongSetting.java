package io.ringcache.perf.settings;

/** A setting that can't be; its message is one line that says which, and what it should be. */
public final class WrongSetting extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  public WrongSetting(String message) {
    super(message);
  }
}
