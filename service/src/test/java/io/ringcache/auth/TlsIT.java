package io.ringcache.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.dropwizard.testing.ResourceHelpers;
import io.ringcache.RingcacheApplication;
import io.ringcache.RingcacheConfiguration;
import io.ringcache.auth.Api.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
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

  private static final String PASSWORD = "of-the-key-store";

  @TempDir private static Path directory;

  private static DropwizardTestSupport<RingcacheConfiguration> service;
  private static Path store;

  @BeforeAll
  static void start() throws Exception {
    store = directory.resolve("keys.p12");
    makeCertificate();
    service =
        new DropwizardTestSupport<>(
            RingcacheApplication.class,
            ResourceHelpers.resourceFilePath("fake.yml"),
            ConfigOverride.config("backend.type", "memory"),
            ConfigOverride.config("auth.mode", "api-key"),
            ConfigOverride.config("auth.adminKey", Api.ADMIN_KEY),
            connector("type", "https"),
            connector("keyStorePath", store.toString()),
            connector("keyStorePassword", PASSWORD),
            connector("keyStoreType", "PKCS12"),
            connector("supportedProtocols[0]", "TLSv1.2"),
            connector("supportedProtocols[1]", "TLSv1.3"));
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
    api.get("/api/v1/cache/seeded/a").isError(401, "unauthenticated");
    Api user =
        api.as(
            api.asAdmin()
                .makeKey("over-tls", List.of("read", "write"), "seeded")
                .path("key")
                .asText());
    String path = "/api/v1/cache/seeded/a%2Fb%25c";
    assertThat(user.call("PUT", path, "{\"value\":\"v\"}").status()).isEqualTo(201);
    Reply read = user.get(path);
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.json().path("value").asText()).isEqualTo("v");
    assertThat(read.response().sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
  }

  @Test
  void nothingGoesWithoutIt() {
    Api plain = new Api(service.getLocalPort()).asAdmin();
    assertThatThrownBy(() -> plain.get("/health")).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void whoeverDoesNotTrustTheCertificateDoesNotConnect() {
    assertThatThrownBy(() -> api(HttpClient.newHttpClient()).get("/health"))
        .hasCauseInstanceOf(SSLHandshakeException.class);
  }

  private static Api api(HttpClient client) {
    return new Api(client, URI.create("https://localhost:" + service.getLocalPort()), null);
  }

  private static ConfigOverride connector(String property, String value) {
    return ConfigOverride.config("server.applicationConnectors[0]." + property, value);
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
