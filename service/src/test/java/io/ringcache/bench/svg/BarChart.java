package io.ringcache.bench.svg;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Bars in groups, in two columns, as an SVG that can be read on a light and on a dark page.
 *
 * <pre>
 *              left title         right title
 * group
 *        label  ████████ 12       ███ 3
 *        label  ████ 6            █████ 5
 * </pre>
 *
 * <p>The longest bar of a group has the column's width: groups are not compared.
 */
public record BarChart(String leftTitle, String rightTitle, List<Group> groups) {

  private static final int WIDTH = 860;
  private static final int LABEL_END = 190;
  private static final int LEFT = 200;
  private static final int RIGHT = 550;
  private static final int LONGEST = 230;
  private static final int LINE = 24;
  private static final int BAR = 14;

  private static final String STYLE =
      """
      <style>
        text { font: 13px system-ui, sans-serif; fill: #24292f; }
        .group { font-weight: 600; }
        .bar { fill: #8c959f; }
        .ours { fill: #0969da; }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3; }
          .bar { fill: #6e7681; }
          .ours { fill: #4493f8; }
        }
      </style>
      """;

  /** Bars that are compared. */
  public record Group(String title, List<Bar> bars) {}

  public String svg() {
    int lines = 1 + groups.stream().mapToInt(group -> group.bars().size() + 1).sum();
    int height = (lines + 1) * LINE;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">%n",
            WIDTH,
            height));
    svg.append("<title>").append(escape(leftTitle + ", " + rightTitle)).append("</title>\n");
    svg.append(STYLE);
    int y = LINE;
    text(svg, LEFT, y, "class=\"group\"", leftTitle);
    text(svg, RIGHT, y, "class=\"group\"", rightTitle);
    for (Group group : groups) {
      y += LINE;
      text(svg, 0, y, "class=\"group\"", group.title());
      for (Bar bar : group.bars()) {
        y += LINE;
        text(svg, LABEL_END, y, "text-anchor=\"end\"", bar.label());
        bar(svg, LEFT, y, bar, bar.left(), longest(group, Bar::left));
        bar(svg, RIGHT, y, bar, bar.right(), longest(group, Bar::right));
      }
    }
    return svg.append("</svg>\n").toString();
  }

  private static double longest(Group group, ToDoubleFunction<Bar> side) {
    return group.bars().stream()
        .mapToDouble(side)
        .filter(figure -> !Double.isNaN(figure))
        .max()
        .orElse(1);
  }

  private static void bar(StringBuilder svg, int x, int y, Bar bar, double figure, double longest) {
    if (Double.isNaN(figure)) {
      text(svg, x, y, "", "–");
      return;
    }
    double width = longest > 0 ? figure / longest * LONGEST : 0;
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>%n",
            bar.ours() ? "ours" : "bar",
            x,
            y - BAR + 2,
            width,
            BAR));
    String number = String.format(Locale.ROOT, figure < 1_000 ? "%.1f" : "%,.0f", figure);
    text(svg, (int) Math.round(x + width) + 6, y, "", number);
  }

  private static void text(StringBuilder svg, int x, int y, String attributes, String text) {
    svg.append(
        String.format(
            Locale.ROOT, "<text x=\"%d\" y=\"%d\" %s>%s</text>%n", x, y, attributes, escape(text)));
  }

  /** What may stand between two tags. */
  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
