package io.ringcache.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Runs commands in this process, as somebody at a terminal or a script would. */
record Shell(Map<String, String> environment, boolean interactive) {

  /** What a command has said and how it ended. */
  record Outcome(int exit, String out, String error) {}

  static Shell with(Map<String, String> environment) {
    return new Shell(environment, false);
  }

  Outcome run(String... arguments) {
    return pipe("", arguments);
  }

  /** With that on standard input. */
  Outcome pipe(String in, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    int exit =
        ClientCommands.run(
            new Terminal(
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                out,
                error,
                interactive,
                environment),
            arguments);
    return new Outcome(
        exit, out.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
  }
}
