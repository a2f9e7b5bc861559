package io.github.cfexporter.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cursor agrees with Jackson on whatever is JSON, and gives up on what is none. */
class JsonCursorTest {
  private static final int ROUNDS = 20_000;
  private static final String[] PARTS = {
    "shop", "é", "☃", "\uD83D\uDE00", "\"", "\\", "\n", "\t", "/", "\u0000", "\u007F", " ", "}]"
  };

  private final Random random = new Random(17);

  @Test
  void texts_areThoseOfJackson() throws IOException {
    for (int i = 0; i < ROUNDS; i++) {
      String text = randomText();

      assertThat(cursor(quoted(text)).text()).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "7",
        "-42",
        "999999999999999999",
        "1000000000000000000",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "18446744073709551615",
        "0.25",
        "-1.5e3",
        "1E400",
        "3e-9",
        "12345678901234567890123.5"
      })
  void numbers_areThoseOfJackson(String number) throws IOException {
    JsonCursor cursor = cursor(number + ",");
    try (JsonParser jackson = JsonWalk.JSON.createParser(number)) {
      jackson.nextToken();
      boolean whole = !number.matches(".*[.eE].*")
          && jackson.getNumberType() != JsonParser.NumberType.BIG_INTEGER;

      assertThat(cursor.number()).isEqualTo(whole);
      if (whole) {
        assertThat(cursor.whole()).isEqualTo(jackson.getLongValue());
      } else {
        assertThat(cursor.decimal()).isEqualTo(jackson.getDoubleValue());
      }
      assertThat(cursor.peek()).isEqualTo((byte) ',');
    }
  }

  @Test
  void skippedValue_endsWhereItEnds() throws IOException {
    for (int i = 0; i < ROUNDS; i++) {
      String value = randomValue(4);
      JsonCursor cursor = cursor(value + " , 1");
      cursor.skip();

      assertThat(cursor.offset()).isEqualTo(value.getBytes(StandardCharsets.UTF_8).length);
    }
  }

  @Test
  void brokenOffValue_isNeverTakenForAWholeOne() {
    for (int i = 0; i < 200; i++) {
      byte[] value = ("[" + randomValue(3) + "]").getBytes(StandardCharsets.UTF_8);
      for (int length = 0; length < value.length; length++) {
        byte[] part = java.util.Arrays.copyOf(value, length);

        assertThatIOException().isThrownBy(() -> new JsonCursor(part, 0).skip());
        assertThatIOException()
            .isThrownBy(() -> new JsonCursor(part, 0).objects(() -> {
              throw new IOException("an object is as good as an end here");
            }));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[1,]", "[,1]", "[1 2]", "[1}", "{1:2}", "{\"a\" 1}", "{\"a\":}", "[\u0001]"})
  void whatIsNoJson_isRefused(String body) {
    JsonCursor cursor = cursor(body);

    assertThatIOException().isThrownBy(() -> {
      if (cursor.peek() == '{') {
        cursor.fields(field -> cursor.skip());
      } else {
        for (boolean more = cursor.enter('[', ']'); more; more = cursor.another(']')) {
          cursor.skip();
        }
      }
    });
  }

  private static JsonCursor cursor(String json) {
    return new JsonCursor(json.getBytes(StandardCharsets.UTF_8), 0);
  }

  private String randomText() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(PARTS[random.nextInt(PARTS.length)]);
    }
    return text.toString();
  }

  private String randomValue(int depth) {
    return switch (depth == 0 ? random.nextInt(3) : random.nextInt(5)) {
      case 0 -> quoted(randomText());
      case 1 -> String.valueOf(random.nextInt());
      case 2 -> random.nextBoolean() ? "null" : "true";
      case 3 -> "[" + randomValue(depth - 1) + ", " + randomValue(depth - 1) + "]";
      default -> "{ " + quoted(randomText()) + ":" + randomValue(depth - 1) + "}";
    };
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
