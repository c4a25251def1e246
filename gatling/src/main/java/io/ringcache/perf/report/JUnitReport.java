package io.ringcache.perf.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** What came out, for build servers: a test for each objective, skipped where it is only told. */
public final class JUnitReport {

  private JUnitReport() {}

  public static void write(Path file, String suite, List<Outcome> outcomes) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(writer);
      xml.writeStartDocument();
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", suite);
      xml.writeAttribute("tests", Integer.toString(outcomes.size()));
      xml.writeAttribute("failures", count(outcomes.stream().filter(Outcome::isMissed).count()));
      xml.writeAttribute("errors", "0");
      xml.writeAttribute(
          "skipped", count(outcomes.stream().filter(o -> !o.objective().isJudged()).count()));
      for (Outcome outcome : outcomes) {
        test(xml, suite, outcome);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private static void test(XMLStreamWriter xml, String suite, Outcome outcome)
      throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", suite);
    xml.writeAttribute("name", outcome.objective().id() + ": " + outcome.objective().what());
    String figures = outcome.objective().bound() + ", measured " + outcome.measured();
    if (outcome.isMissed()) {
      message(xml, "failure", figures);
    } else if (!outcome.objective().isJudged()) {
      message(xml, "skipped", outcome.verdict() + "; " + figures);
    } else {
      xml.writeStartElement("system-out");
      xml.writeCharacters(figures);
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static void message(XMLStreamWriter xml, String element, String message)
      throws XMLStreamException {
    xml.writeEmptyElement(element);
    xml.writeAttribute("message", message);
  }

  private static String count(long count) {
    return Long.toString(count);
  }
}
