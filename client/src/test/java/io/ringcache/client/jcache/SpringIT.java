package io.ringcache.client.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.interceptor.SimpleCacheResolver;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Spring's caching on its JCacheCacheManager, and that on the provider. */
final class SpringIT extends OnSharedProvider {

  record Book(String isbn, String title) {}

  /** What is slow. */
  static class Books {

    private final AtomicInteger asked;

    Books(AtomicInteger asked) {
      this.asked = asked;
    }

    @Cacheable(cacheResolver = "resolver", unless = "#result == null")
    public @Nullable Book byIsbn(String isbn) {
      asked.incrementAndGet();
      return isbn.isEmpty() ? null : new Book(isbn, "On " + isbn);
    }

    @Cacheable(cacheResolver = "resolver", key = "#author + '/' + #year")
    public List<Book> of(String author, int year) {
      asked.incrementAndGet();
      return List.of(new Book(author, "In " + year));
    }

    @CacheEvict(cacheResolver = "resolver")
    public void changed(String isbn) {}
  }

  @Configuration
  @EnableCaching
  static class Application {}

  private JCacheCacheManager spring() {
    JCacheCacheManager spring = new JCacheCacheManager(manager);
    spring.setAllowNullValues(false);
    spring.afterPropertiesSet();
    return spring;
  }

  @BeforeEach
  void createCache() {
    manager.createCache(name, new MutableConfiguration<>());
  }

  @Test
  void cacheableMethodsAreAskedOnce() {
    try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
      AtomicInteger asked = new AtomicInteger();
      context.register(Application.class);
      context.registerBean(Books.class, () -> new Books(asked));
      context.registerBean(CacheManager.class, this::spring);
      context.registerBean(
          "resolver",
          SimpleCacheResolver.class,
          () ->
              new SimpleCacheResolver(context.getBean(CacheManager.class)) {
                @Override
                protected List<String> getCacheNames(
                    org.springframework.cache.interceptor.CacheOperationInvocationContext<?> at) {
                  return List.of(name);
                }
              });
      context.refresh();
      Books books = context.getBean(Books.class);

      Book first = books.byIsbn("1");
      assertThat(books.byIsbn("1")).isEqualTo(first).isNotSameAs(first);
      assertThat(books.of("Ada", 1843)).isEqualTo(books.of("Ada", 1843));
      books.changed("1");
      assertThat(books.byIsbn("1")).isEqualTo(first);
      assertThat(books.byIsbn("")).isNull();
      assertThat(asked).hasValue(4);
    }
  }

  @Test
  void springsCacheDoesWhatItSays() {
    org.springframework.cache.Cache cache = spring().getCache(name);
    assertThat(cache).isNotNull();

    cache.put("k", new Book("1", "One"));

    assertThat(cache.get("k", Book.class)).isEqualTo(new Book("1", "One"));
    assertThat(cache.putIfAbsent("k", new Book("2", "Two"))).isNotNull();
    assertThat(cache.get("l", () -> new Book("3", "Three"))).isEqualTo(new Book("3", "Three"));
    assertThat(cache.evictIfPresent("k")).isTrue();
    cache.clear();
    assertThat(cache.get("l")).isNull();
  }
}
