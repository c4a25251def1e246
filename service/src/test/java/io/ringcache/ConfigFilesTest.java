package io.ringcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.ConfigurationFactory;
import io.dropwizard.configuration.ConfigurationValidationException;
import io.dropwizard.configuration.DefaultConfigurationFactoryFactory;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.FileConfigurationSourceProvider;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Configuration;
import io.dropwizard.jackson.DiscoverableSubtypeResolver;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import io.ringcache.cache.BackendFactory;
import io.ringcache.cache.memcached.MemcachedBackendFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that we ship are what we say they are. */
class ConfigFilesTest {

  private static final Path CONFIG = Path.of("..", "config");
  private static final ObjectMapper JSON = Jackson.newObjectMapper();
  private static final Set<String> DROPWIZARDS = names(Configuration.class);

  @Test
  void theseAreTheFiles() throws IOException {
    try (Stream<Path> files = Files.list(CONFIG)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "embedded.yml",
              "redis.yml",
              "memcached.yml",
              "reference.yml",
              "prometheus-rules.yml",
              "grafana-dashboard.json");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"embedded.yml", "redis.yml", "memcached.yml", "reference.yml"})
  void everyFileIsAConfiguration(String file) throws Exception {
    RingcacheConfiguration configuration =
        factory()
            .build(
                new SubstitutingSourceProvider(
                    new FileConfigurationSourceProvider(),
                    new EnvironmentVariableSubstitutor(false)),
                CONFIG.resolve(file).toString());
    assertThat(configuration.limits().maxValue()).isEqualTo(1 << 20);
    assertThat(configuration.limits().maxRequest()).isEqualTo(16 << 20);
    assertThat(configuration.namespaces().autoCreate().limit()).isEqualTo(10_000);
  }

  @Test
  void onlyTheEmbeddedOneTakesAnyNamespace() throws Exception {
    assertThat(text("embedded.yml")).contains("autoCreate: true");
    assertThat(text("redis.yml")).contains("autoCreate: false");
    assertThat(text("memcached.yml")).contains("autoCreate: false");
    assertThat(text("reference.yml")).contains("autoCreate: false");
  }

  /** What else differs is a difference between the backends, or a mistake. */
  @Test
  void theOneOfMemcachedIsTheOneOfRedisButForItsBackend() throws Exception {
    assertThat(withoutBackend("memcached.yml")).isEqualTo(withoutBackend("redis.yml"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ketama", "libmemcached"})
  void bothRingsOfMemcachedAreKnown(String ring) throws Exception {
    assertThat(parse("backend: {type: memcached, ring: " + ring + "}").backend())
        .isInstanceOf(MemcachedBackendFactory.class);
  }

  @Test
  void noPropertyIsMissingInTheReference() throws IOException {
    Set<String> properties = new TreeSet<>();
    collect(JSON.constructType(RingcacheConfiguration.class), properties, new HashSet<>());
    for (Class<?> backend : new DiscoverableSubtypeResolver().getDiscoveredSubtypes()) {
      if (BackendFactory.class.isAssignableFrom(backend) && backend != FakeBackendFactory.class) {
        collect(JSON.constructType(backend), properties, new HashSet<>());
      }
    }
    assertThat(properties).contains("maxValueBytes", "default_ttl", "autoCreateLimit");
    String reference = text("reference.yml");
    assertThat(properties)
        .filteredOn(
            name -> !Pattern.compile("(?m)^[#\\s-]*" + name + ":").matcher(reference).find())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limits: {maxValueBytes: 0B}",
        "limits: {maxValueBytes: 2MiB, maxRequestBytes: 1MiB}",
        "limits: {maxRequestBytes: 2GiB}",
        "drainFor: 301s",
        "limits: {maxConnections: 0}",
        "limits: {maxRequestsInFlight: 1000001}",
        "limits: {maxBufferedBytes: 47MiB}",
        "limits: {maxHeaderTime: 10ms}",
        "limits: {minBytesPerSecond: 0B}",
        "namespaces: {autoCreateLimit: 0}",
        "accessLog: {sample: 1.01}",
        "accessLog: {sample: -0.01}",
        "accessLog: {sample: NaN}",
        "accessLog: {queueCapacity: 0}",
        "accessLog: {flushEvery: 1m}",
        "accessLog: {retentionDays: 0}",
        "observability: {namespaceLabels: -1}",
        "observability: {namespaceLabels: 10001}",
        "namespaces: {list: [{name: a/b}]}",
        "namespaces: {list: [{name: a, default_ttl: -1}]}",
        "namespaces: {list: [{name: a, max_size_mb: 0}]}",
      })
  void whatIsOutOfBoundsIsRefused(String section) {
    assertThatThrownBy(() -> parse("backend: {type: fake}\n" + section))
        .isInstanceOf(ConfigurationValidationException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "backend: {type: unheard-of}",
        "backend: {type: fake, colour: red}",
        "backend: {type: memcached, ring: modulo}",
        "backend: {type: memcached, nodes: nowhere}",
        "backend: {type: memcached, connectionsPerNode: 0}",
        "backend: {type: fake}\nlimit: {}",
        "backend: {type: fake}\nlimits: {maxValueByte: 1KiB}",
        "backend: {type: fake}\nnamespaces: {autocreate: true}",
        "backend: {type: fake}\nnamespaces: {list: [{name: a, ttl: 1}]}",
        "backend: {type: fake}\nnamespaces: {list: [{default_ttl: 1}]}",
        "backend: {type: fake}\nnamespaces: {list: [{name: a, eviction_policy: RANDOM}]}",
      })
  void whatIsMissingOrMisspeltIsRefused(String yaml) {
    assertThatThrownBy(() -> parse(yaml)).isInstanceOf(ConfigurationException.class);
  }

  private static RingcacheConfiguration parse(String yaml) throws Exception {
    return factory()
        .build(path -> new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "test.yml");
  }

  private static ConfigurationFactory<RingcacheConfiguration> factory() {
    return new DefaultConfigurationFactoryFactory<RingcacheConfiguration>()
        .create(
            RingcacheConfiguration.class,
            Validators.newValidator(),
            Jackson.newObjectMapper(),
            "none");
  }

  private static String text(String file) throws IOException {
    return Files.readString(CONFIG.resolve(file));
  }

  private static String withoutBackend(String file) throws IOException {
    return text(file).substring(text(file).indexOf("database:"));
  }

  /** The names of our classes' properties, and of those that they are made of. */
  private static void collect(JavaType type, Set<String> names, Set<JavaType> seen) {
    boolean ours = type.getRawClass().getName().startsWith("io.ringcache.") && !type.isEnumType();
    if (!ours || isReadFromOneValue(type) || !seen.add(type)) {
      return;
    }
    for (BeanPropertyDefinition property : properties(type)) {
      if (property.couldDeserialize() && !DROPWIZARDS.contains(property.getName())) {
        names.add(property.getName());
        JavaType of = property.getPrimaryType();
        collect(of.isContainerType() ? of.getContentType() : of, names, seen);
      }
    }
  }

  /** Such as a list of nodes, which a file has as one string: what it is made of has no names. */
  private static boolean isReadFromOneValue(JavaType type) {
    return Arrays.stream(type.getRawClass().getMethods())
        .map(method -> method.getAnnotation(JsonCreator.class))
        .anyMatch(creator -> creator != null && creator.mode() == JsonCreator.Mode.DELEGATING);
  }

  private static List<BeanPropertyDefinition> properties(JavaType type) {
    BeanDescription description = JSON.getDeserializationConfig().introspect(type);
    return description.findProperties();
  }

  private static Set<String> names(Class<?> type) {
    return properties(JSON.constructType(type)).stream()
        .map(BeanPropertyDefinition::getName)
        .collect(Collectors.toSet());
  }
}
