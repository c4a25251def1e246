package io.ringcache.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.ringcache.RingcacheApplication;
import io.ringcache.RingcacheConfiguration;
import io.ringcache.auth.Api.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The https connector of reference.yml, with a certificate that the JDK's keytool has made. */
class TlsIT {

  /** The second of the connectors. */
  private static final int HTTPS = 1;

  private static final String PASSWORD = "of-the-key-store";

  @TempDir private static Path directory;

  private static DropwizardTestSupport<RingcacheConfiguration> service;
  private static Path store;

  @BeforeAll
  static void start() throws Exception {
    store = directory.resolve("keys.p12");
    makeCertificate();
    Path configuration = directory.resolve("tls.yml");
    Files.writeString(configuration, referenceWithTls());
    service =
        new DropwizardTestSupport<>(
            RingcacheApplication.class,
            configuration.toString(),
            ConfigOverride.config("database.url", "jdbc:h2:mem:tls"),
            ConfigOverride.config("auth.mode", "api-key"),
            ConfigOverride.config("auth.adminKey", Api.ADMIN_KEY),
            ConfigOverride.config("server.applicationConnectors[0].port", "0"),
            ConfigOverride.config("server.applicationConnectors[1].port", "0"),
            ConfigOverride.config("server.applicationConnectors[1].keyStorePath", store.toString()),
            ConfigOverride.config("server.applicationConnectors[1].keyStorePassword", PASSWORD),
            ConfigOverride.config("server.adminConnectors[0].port", "0"));
    service.before();
  }

  @AfterAll
  static void stop() {
    service.after();
  }

  @Test
  void everythingGoesOverTls() throws Exception {
    Api api = api(HttpClient.newBuilder().sslContext(trusting()).build());
    assertThat(api.get("/health").status()).isEqualTo(200);
    api.get("/api/v1/cache/example/a").isError(401, "unauthenticated");
    Api user =
        api.as(
            api.asAdmin()
                .makeKey("over-tls", List.of("read", "write"), "example")
                .path("key")
                .asText());
    String path = "/api/v1/cache/example/a%2Fb%25c";
    assertThat(user.call("PUT", path, "{\"value\":\"v\"}").status()).isEqualTo(201);
    Reply read = user.get(path);
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.json().path("value").asText()).isEqualTo("v");
    assertThat(read.response().sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
  }

  @Test
  void nothingGoesWithoutIt() {
    Api plain = new Api(port()).asAdmin();
    assertThatThrownBy(() -> plain.get("/health")).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void whoeverDoesNotTrustTheCertificateDoesNotConnect() {
    assertThatThrownBy(() -> api(HttpClient.newHttpClient()).get("/health"))
        .hasCauseInstanceOf(SSLHandshakeException.class);
  }

  private static Api api(HttpClient client) {
    return new Api(client, URI.create("https://localhost:" + port()), null);
  }

  private static int port() {
    return service.getPort(HTTPS);
  }

  /** As whoever takes the marks of comment away would have it. */
  private static String referenceWithTls() throws IOException {
    StringBuilder yaml = new StringBuilder();
    boolean tls = false;
    for (String line : Files.readAllLines(Path.of("..", "config", "reference.yml"))) {
      tls = line.startsWith("    # - type: https") || (tls && line.startsWith("    #"));
      yaml.append(tls ? line.replaceFirst("# ?", "") : line).append('\n');
    }
    return yaml.toString();
  }

  private static void makeCertificate() throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "ringcache",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor()).as("see %s", directory).isZero();
  }

  private static SSLContext trusting() throws Exception {
    KeyStore known = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ringcache", known.getCertificate("ringcache"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), new SecureRandom());
    return context;
  }
}
