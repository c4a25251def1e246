package io.ringcache.cli;

import io.ringcache.cli.Service.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code import}: lines as {@code export} writes them, stored some hundred at a time. A line that
 * is refused is told with its number; the others of its batch are stored. Not thread-safe.
 */
final class Import {

  private static final int MAX_LINES = 500;
  private static final int MAX_BYTES = 4 << 20;

  /** More than a value may be by default: it is refused by the service, and not by us. */
  private static final int MAX_LINE = 64 << 20;

  private record Line(long number, String json) {}

  private final Call call;
  private final Service service;
  private final String path;
  private final boolean keepGoing;
  private final Progress progress;
  private final List<Line> batch = new ArrayList<>();
  private long batchBytes;
  private long stored;
  private long bad;

  private Import(Call call, Service service, String path, Progress progress) {
    this.call = call;
    this.service = service;
    this.path = path;
    this.keepGoing = call.isSet("keep_going");
    this.progress = progress;
  }

  static int run(Call call) throws Failure {
    String file = call.text("file");
    String path = Service.path("cache", call.namespace(), "mset");
    Service service = call.service();
    try (InputStream in =
        file.isEmpty() || "-".equals(file)
            ? call.terminal().in()
            : Files.newInputStream(Path.of(file))) {
      long total = file.isEmpty() || "-".equals(file) ? 0 : Files.size(Path.of(file));
      Progress progress = new Progress(call.terminal(), total, "bytes");
      return new Import(call, service, path, progress).all(in);
    } catch (IOException e) {
      throw new Failure(Exit.USAGE, "the lines can not be read: " + e.getMessage());
    }
  }

  private int all(InputStream in) throws Failure, IOException {
    try {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      long number = 1;
      byte[] buffer = new byte[64 * 1024];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        int from = 0;
        for (int i = 0; i < read; i++) {
          if (buffer[i] == '\n') {
            line.write(buffer, from, i - from);
            take(new Line(number++, line.toString(StandardCharsets.UTF_8)));
            line.reset();
            from = i + 1;
          }
        }
        line.write(buffer, from, read - from);
        if (line.size() > MAX_LINE) {
          throw new Failure(Exit.PARTLY, "line " + number + " is longer than " + MAX_LINE);
        }
      }
      take(new Line(number, line.toString(StandardCharsets.UTF_8)));
      send();
    } finally {
      progress.end();
      call.terminal().say("imported " + stored + " entries, bad lines: " + bad + "\n");
    }
    return bad == 0 ? Exit.DONE : Exit.PARTLY;
  }

  private void take(Line line) throws Failure {
    if (line.json().isBlank()) {
      return;
    }
    try {
      Json.fields(line.json().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      send(); // what comes before it is stored, whatever is to become of the rest
      bad(line.number(), "no object of JSON");
      return;
    }
    if (batch.size() >= MAX_LINES
        || (!batch.isEmpty() && batchBytes + line.json().length() > MAX_BYTES)) {
      send();
    }
    batch.add(line);
    batchBytes += line.json().length() + 1;
  }

  private void send() throws Failure {
    if (!batch.isEmpty()) {
      List<Line> lines = List.copyOf(batch);
      long bytes = batchBytes;
      batch.clear();
      batchBytes = 0;
      store(lines);
      progress.add(bytes);
    }
  }

  /** A batch that is refused for a line of it is halved until that is found: it stored nothing. */
  private void store(List<Line> lines) throws Failure {
    Reply reply = service.post(path, entries(lines));
    if (reply.status() == 413 || (reply.is(400) && !reply.isCode("invalid_namespace"))) {
      if (lines.size() == 1) {
        bad(lines.get(0).number(), reply.failure().said());
        return;
      }
      int half = lines.size() / 2;
      store(lines.subList(0, half));
      store(lines.subList(half, lines.size()));
      return;
    }
    if (reply.status() >= 300) {
      Failure failure = reply.failure();
      throw new Failure(
          failure.exit(),
          "lines %d to %d, which may be stored or not: %s"
              .formatted(
                  lines.get(0).number(), lines.get(lines.size() - 1).number(), failure.said()));
    }
    Map<String, String> fields = reply.fields();
    stored += Long.parseLong(fields.getOrDefault("stored", "0"));
  }

  private static byte[] entries(List<Line> lines) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes("{\"entries\":[".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < lines.size(); i++) {
      if (i > 0) {
        body.write(',');
      }
      body.writeBytes(lines.get(i).json().getBytes(StandardCharsets.UTF_8));
    }
    body.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
    return body.toByteArray();
  }

  private void bad(long number, String why) throws Failure {
    bad++;
    progress.end();
    String said = "line " + number + ": " + why;
    if (!keepGoing) {
      throw new Failure(Exit.PARTLY, said + "; --keep-going imports the others");
    }
    call.terminal().say(said + "\n");
  }
}
