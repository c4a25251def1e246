package io.ringcache.entry;

import io.ringcache.cache.FlushResult;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.http.ErrorBody;
import io.ringcache.http.ErrorCode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** What the calls on a whole namespace answer. Thread-safe. */
final class NamespaceAnswers {

  private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1 << 20);

  private NamespaceAnswers() {}

  /** The answer to a flush. */
  static Answer flushed(FlushResult result, String requestId) {
    if (!result.failedNodes().isEmpty()) {
      ErrorBody error =
          ErrorBody.of(ErrorCode.BACKEND_UNAVAILABLE, "not completed until repeated with 200")
              .with("deleted_count", result.deleted())
              .with("failed_nodes", result.failedNodes());
      return Answer.of(error, requestId);
    }
    return Answer.of(
        200,
        new JsonBytes(64)
            .ascii("{\"success\":true,\"deleted_count\":")
            .number(result.deleted())
            .ascii("}")
            .toBytes());
  }

  /** The answer to a stats. */
  static Answer counted(NamespaceStats stats) {
    return Answer.of(
        200,
        new JsonBytes(192)
            .ascii("{\"hits\":")
            .number(stats.hits())
            .ascii(",\"misses\":")
            .number(stats.misses())
            .ascii(",\"hit_rate\":")
            .ascii(hitRate(stats.hits(), stats.misses()))
            .ascii(",\"total_keys\":")
            .number(stats.keys())
            .ascii(",\"memory_used_mb\":")
            .ascii(mebibytes(stats.bytes()))
            .ascii(",\"memory_used_bytes\":")
            .number(stats.bytes())
            .ascii(",\"evictions\":")
            .number(stats.evictions())
            .ascii(stats.degraded() ? ",\"degraded\":true}" : "}")
            .toBytes());
  }

  /** Four decimals: a hundredth of a percent. */
  private static String hitRate(long hits, long misses) {
    BigDecimal reads = BigDecimal.valueOf(hits).add(BigDecimal.valueOf(misses));
    return reads.signum() == 0
        ? "0.0"
        : decimal(
            BigDecimal.valueOf(hits)
                .divide(reads, MathContext.DECIMAL64)
                .setScale(4, RoundingMode.HALF_UP));
  }

  /** Six decimals: one byte still shows. */
  private static String mebibytes(long bytes) {
    return decimal(
        BigDecimal.valueOf(bytes)
            .divide(MEBIBYTE, MathContext.DECIMAL64)
            .setScale(6, RoundingMode.HALF_UP));
  }

  /** Without the zeros at the end, but for the first decimal: 45.2, 1.0. */
  private static String decimal(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return (stripped.scale() < 1 ? stripped.setScale(1) : stripped).toPlainString();
  }
}
