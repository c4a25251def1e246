package io.ringcache.entry;

import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A request body that ends, with an {@link ApiException} of {@code REQUEST_TOO_LARGE}, where it
 * grows past its bound. Not thread-safe; blocks as the stream under it does.
 */
final class BoundedInputStream extends FilterInputStream {

  private final int maxBytes;
  private long count;

  BoundedInputStream(InputStream body, int maxBytes) {
    super(body);
    this.maxBytes = maxBytes;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    count(Math.max(read, 0));
    return read;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = super.skip(n);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long read) {
    count += read;
    if (count > maxBytes) {
      throw new ApiException(
          ErrorCode.REQUEST_TOO_LARGE, "a request body has at most " + maxBytes + " bytes");
    }
  }
}
