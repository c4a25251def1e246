package io.ringcache.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ringcache.cache.Ttl;
import io.ringcache.http.ApiException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What comes back is what went in, token by token; and what is no JSON never goes in. */
class JsonFidelityTest {

  private static final long SEED = 20260101;
  private static final int VALUES = 3000;
  private static final int MAX = 1 << 20;
  private static final String SYNTAX = "{}[]:,\"\\ \n0-.eE+tn/";

  /**
   * Jackson on the text as it was sent, with its white space. (On bytes it refuses names with half
   * a surrogate pair in escapes, which JSON has.)
   */
  private static final JsonFactory ORACLE = new JsonFactory();

  private final Random random = new Random(SEED);

  @Test
  void aValueLosesItsWhiteSpaceBetweenTokensAndNothingElse() {
    for (int i = 0; i < VALUES; i++) {
      OddJson.Value value = OddJson.value(random);

      byte[] stored = parse(around(value.sent().getBytes(StandardCharsets.UTF_8)));

      assertThat(new String(stored, StandardCharsets.UTF_8)).isEqualTo(value.compact());
    }
  }

  @Test
  void theTokensOfAValueAreThoseThatWereSent() throws IOException {
    for (int i = 0; i < VALUES; i++) {
      byte[] sent = OddJson.value(random).sent().getBytes(StandardCharsets.UTF_8);

      assertThat(tokens(parse(around(sent)))).isEqualTo(tokens(sent));
    }
  }

  @Test
  void aDamagedBodyIsRefusedWhereAnotherParserRefusesIt() throws IOException {
    int refused = 0;
    for (int i = 0; i < 4 * VALUES; i++) {
      byte[] body = around(damage(OddJson.value(random).sent().getBytes(StandardCharsets.UTF_8)));
      String shown = new String(body, StandardCharsets.ISO_8859_1);
      if (isJson(body)) {
        assertThat(tokens(around(parse(body)))).as(shown).isEqualTo(tokens(body));
      } else {
        assertThat(Bodies.codeOf(() -> parse(body))).as(shown).isNotNull();
        refused++;
      }
    }
    assertThat(refused).as("damaged bodies").isGreaterThan(VALUES);
  }

  private byte[] parse(byte[] body) throws ApiException {
    InputStream pieces =
        random.nextBoolean() ? Bodies.inPieces(body, random) : Bodies.inPieces(body, new Random(0));
    return PutBody.parse(pieces, MAX, Ttl.FOREVER).json();
  }

  private static byte[] around(byte[] value) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes("{\"value\":".getBytes(StandardCharsets.UTF_8));
    body.writeBytes(value);
    body.writeBytes("}".getBytes(StandardCharsets.UTF_8));
    return body.toByteArray();
  }

  private byte[] damage(byte[] value) {
    byte[] bytes = value.clone();
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(5)) {
      case 0 -> bytes[at] = (byte) random.nextInt(256);
      case 1 -> bytes[at] = (byte) SYNTAX.charAt(random.nextInt(SYNTAX.length()));
      case 2 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 3 -> bytes[at] = bytes[random.nextInt(bytes.length)];
      default -> {
        byte[] longer = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, longer, 0, at);
        longer[at] = (byte) " 1\"a\u00ff".charAt(random.nextInt(5));
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        return longer;
      }
    }
    return bytes;
  }

  private static boolean isJson(byte[] body) {
    try {
      tokens(body);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> tokens(byte[] json) throws IOException {
    List<String> tokens = new ArrayList<>();
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    try (JsonParser parser = ORACLE.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        tokens.add(token + " " + parser.getText());
      }
    }
    return tokens;
  }
}
