package io.ringcache.client.jcache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.Base64;
import javax.cache.CacheException;

/**
 * By Java's serialization, in Base64, for classes that Jackson can do nothing with. Only what the
 * filter lets through is read.
 */
final class SerialCodec implements Codec {

  private final ClassLoader loader;
  private final ObjectInputFilter filter;

  private SerialCodec(ClassLoader loader, ObjectInputFilter filter) {
    this.loader = loader;
    this.filter = filter;
  }

  /**
   * One.
   *
   * @param filter as {@link ObjectInputFilter.Config#createFilter}; what it leaves undecided is
   *     refused
   */
  static SerialCodec of(ClassLoader loader, String filter) {
    return new SerialCodec(loader, ObjectInputFilter.Config.createFilter(filter + ";!*"));
  }

  @Override
  public JsonNode write(Object object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    } catch (IOException e) {
      throw new CacheException("can not be serialized: " + object.getClass().getName(), e);
    }
    return TextNode.valueOf(Base64.getEncoder().encodeToString(bytes.toByteArray()));
  }

  @Override
  @SuppressWarnings("BanSerializableRead") // behind the filter
  public Object read(JsonNode json) {
    byte[] bytes = Base64.getDecoder().decode(json.asText());
    try (LoadingStream in = new LoadingStream(new ByteArrayInputStream(bytes), loader)) {
      in.setObjectInputFilter(filter);
      return in.readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new CacheException(
          "can not be deserialized; does ringcache.filter let its class through?", e);
    }
  }

  /** Finds classes where the manager's application has them. */
  private static final class LoadingStream extends ObjectInputStream {

    private final ClassLoader loader;

    LoadingStream(InputStream in, ClassLoader loader) throws IOException {
      super(in);
      this.loader = loader;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(description.getName(), false, loader);
      } catch (ClassNotFoundException e) {
        return super.resolveClass(description); // primitive types
      }
    }
  }
}
