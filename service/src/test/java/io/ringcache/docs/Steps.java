package io.ringcache.docs;

import io.ringcache.docs.Page.Block;
import java.util.ArrayList;
import java.util.List;

/**
 * What a page tells its reader to do.
 *
 * <p>In a block of {@code sh} a command may go on over lines that end with a backslash, and lines
 * that begin with {@code #} are what the command above answers. A remark stands behind a command.
 */
final class Steps {

  /**
   * One of them.
   *
   * @param line where it stands on the page
   * @param language that of its block: {@code sh}, or one whose blocks are a step as a whole
   * @param answer what the page shows of it; empty where it shows nothing
   */
  record Step(int line, String language, String text, String answer) {

    @Override
    public String toString() {
      return line + ": " + text.lines().findFirst().orElse("");
    }
  }

  private Steps() {}

  static List<Step> of(Page page) {
    return page.blocks().stream()
        .flatMap(
            block ->
                block.language().equals("sh")
                    ? commands(page, block).stream()
                    : List.of(new Step(block.line(), block.language(), block.text(), "")).stream())
        .toList();
  }

  private static List<Step> commands(Page page, Block block) {
    List<Step> steps = new ArrayList<>();
    List<String> command = new ArrayList<>();
    for (int i = 0; i < block.lines().size(); i++) {
      String line = block.lines().get(i);
      if (line.startsWith("#")) {
        if (steps.isEmpty()) {
          throw new IllegalStateException(
              page.file() + ":" + (block.line() + i) + ": an answer to nothing");
        }
        answer(steps, line.replaceFirst("# ?", ""));
      } else if (!line.isBlank()) {
        command.add(line);
        if (!line.endsWith("\\")) {
          int first = block.line() + i + 1 - command.size();
          steps.add(new Step(first, "sh", String.join("\n", command), ""));
          command.clear();
        }
      }
    }
    return steps;
  }

  private static void answer(List<Step> steps, String line) {
    Step last = steps.remove(steps.size() - 1);
    String answer = last.answer().isEmpty() ? line : last.answer() + "\n" + line;
    steps.add(new Step(last.line(), last.language(), last.text(), answer));
  }
}
