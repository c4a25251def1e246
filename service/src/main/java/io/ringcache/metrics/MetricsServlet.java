package io.ringcache.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** {@code /metrics} in Prometheus' text format, or OpenMetrics' where that is asked for. */
final class MetricsServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient PrometheusRegistry registry;
  private final transient ExpositionFormats formats = ExpositionFormats.init();

  MetricsServlet(PrometheusRegistry registry) {
    this.registry = registry;
  }

  /** Put together before anything is sent: what fails then is told as an error. */
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ExpositionFormatWriter format = formats.findWriter(request.getHeader("Accept"));
    ByteArrayOutputStream page = new ByteArrayOutputStream(1 << 16);
    format.write(page, registry.scrape());
    response.setContentType(format.getContentType());
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(page.size());
    page.writeTo(response.getOutputStream());
  }
}
