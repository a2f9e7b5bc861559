package io.github.cfexporter.remote;

import static io.github.cfexporter.remote.FakeReceiver.reply;
import static io.github.cfexporter.remote.FakeReceiver.samples;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Which answers make samples wait, which make them go, and whom the log calls. */
@Tag("unit")
class ReceiverAnswersTest {
  private static final String URL = "http://answers.example/write";

  private final FakeReceiver receiver = new FakeReceiver(URL);
  private final Logger logger = (Logger) LoggerFactory.getLogger(ReceiverVerticle.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
  }

  @AfterEach
  void close() {
    receiver.close();
    logger.detachAppender(lines);
    logger.setLevel(null);
  }

  /** Answers three times with a status before it takes the samples. */
  private void answerThrice(int status) {
    ReceiverVerticle verticle =
        receiver.start(Map.of(), keys -> reply(receiver.posts.size() <= 3 ? status : 204));
    verticle.send(samples(2), () -> true).await();
  }

  private List<String> lines(Level level) {
    return List.copyOf(lines.list).stream()
        .filter(line -> line.getLevel() == level)
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> line.contains(URL))
        .toList();
  }

  /** 307: secrets do not follow to where it leads, so the URL has to be changed. */
  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 405, 407, 301, 307})
  void whatAPersonHasToMend_isAnErrorOnce_andTheSamplesWait(int status) {
    answerThrice(status);

    assertThat(receiver.posts).hasSize(4).allMatch(keys -> keys.size() == 2);
    assertThat(receiver.pauses).containsExactly(1_000L, 2_000L, 4_000L);
    assertThat(lines(Level.ERROR))
        .singleElement()
        .asString()
        .contains("status=" + status, "REMOTE_WRITE_URL");
    assertThat(lines(Level.WARN)).isEmpty();
    assertThat(lines(Level.INFO)).singleElement().asString().startsWith("samples are taken again");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
  void whatHealsItself_isAWarningOnce_andTheSamplesWait(int status) {
    answerThrice(status);

    assertThat(receiver.posts).hasSize(4).allMatch(keys -> keys.size() == 2);
    assertThat(receiver.pauses).containsExactly(1_000L, 2_000L, 4_000L);
    assertThat(lines(Level.ERROR)).isEmpty();
    assertThat(lines(Level.WARN)).singleElement().asString().contains("status=" + status);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 402, 409, 413, 422})
  void whatIsNeverTaken_isPassedOver(int status) {
    ReceiverVerticle verticle = receiver.start(Map.of(), keys -> reply(status));

    verticle.send(samples(2), () -> true).await();

    assertThat(receiver.posts).containsExactly(List.of("k0", "k1"), List.of("k0"), List.of("k1"));
    assertThat(receiver.pauses).isEmpty();
    assertThat(lines(Level.WARN)).singleElement().asString().contains("status=" + status);
  }

  /** Also where the line is cut in the middle of them. */
  @Test
  void secretsThatTheReceiverRepeats_areNotTold() {
    String token = "b3arer-token-that-nobody-may-see";
    ReceiverVerticle verticle = receiver.start(Map.of("REMOTE_WRITE_BEARER_TOKEN", token), keys -> {
      String words = "x".repeat(280) + " " + token + " is not known";
      return receiver.posts.size() == 1 ? reply(401).withText(words) : reply(204);
    });

    verticle.send(samples(2), () -> true).await();

    assertThat(lines(Level.ERROR))
        .singleElement()
        .asString()
        .contains("x ***")
        .doesNotContain("b3arer");
  }

  @Test
  void requestThatCannotBeMade_isAnErrorOnce() {
    ReceiverVerticle verticle = receiver.start(Map.of(), keys -> {
      if (receiver.posts.size() <= 3) {
        throw new IllegalArgumentException("no header");
      }
      return reply(204);
    });

    verticle.send(samples(2), () -> true).await();

    assertThat(lines(Level.ERROR)).hasSize(1);
    assertThat(lines(Level.WARN)).isEmpty();
  }
}
