package io.ringcache.docs;

import static java.util.stream.Collectors.joining;

import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a page shows as an answer, where {@code …} stands for anything. */
final class Answer {

  /** Seconds that an entry has still to live: some may have gone by since it was stored. */
  private static final Pattern SECONDS_LEFT =
      Pattern.compile("(?<=\"ttl_remaining\":|X-Cache-TTL: )\\d+");

  private static final int SLOWEST = 20;

  private Answer() {}

  static boolean shows(String shown, String said) {
    return pattern(shown).matcher(said.replace("\r", "").strip()).matches();
  }

  private static Pattern pattern(String shown) {
    String regex = Stream.of(shown.split("…", -1)).map(Answer::literally).collect(joining(".*"));
    return Pattern.compile(regex, Pattern.DOTALL);
  }

  private static String literally(String text) {
    StringBuilder regex = new StringBuilder();
    int from = 0;
    var seconds = SECONDS_LEFT.matcher(text);
    while (seconds.find()) {
      regex.append(Pattern.quote(text.substring(from, seconds.start())));
      regex.append(atMost(Integer.parseInt(seconds.group())));
      from = seconds.end();
    }
    return regex.append(Pattern.quote(text.substring(from))).toString();
  }

  private static String atMost(int seconds) {
    return IntStream.rangeClosed(Math.max(1, seconds - SLOWEST), seconds)
        .mapToObj(Integer::toString)
        .collect(joining("|", "(?:", ")"));
  }
}
