package io.ringcache.bench.svg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class BarChartTest {

  @Test
  void whatWouldBeMarkupIsText() throws Exception {
    Document parsed = parse(chart(new Bar("<a> & \"b\"", false, 1, 1)));

    assertThat(BarChart.escape("<a> & b")).isEqualTo("&lt;a&gt; &amp; b");
    assertThat(parsed.getDocumentElement().getTextContent()).contains("<a> & \"b\"");
  }

  @Test
  void theLongestBarHasTheColumnsWidthAndTheOthersTheirShare() throws Exception {
    Document parsed = parse(chart(new Bar("a", true, 50, 4), new Bar("b", false, 200, 2)));

    assertThat(width(parsed, 0)).isEqualTo(57.5);
    assertThat(width(parsed, 1)).isEqualTo(230);
    assertThat(width(parsed, 2)).isEqualTo(230);
    assertThat(width(parsed, 3)).isEqualTo(115);
  }

  @Test
  void aFigureThatIsNoneHasNoBar() throws Exception {
    Document parsed = parse(chart(new Bar("a", true, Double.NaN, 4)));

    assertThat(parsed.getElementsByTagName("rect").getLength()).isEqualTo(1);
  }

  private static String chart(Bar... bars) {
    return new BarChart("l", "r", List.of(new BarChart.Group("g", List.of(bars)))).svg();
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static double width(Document parsed, int bar) {
    Element element = (Element) parsed.getElementsByTagName("rect").item(bar);
    return Double.parseDouble(element.getAttribute("width"));
  }
}
