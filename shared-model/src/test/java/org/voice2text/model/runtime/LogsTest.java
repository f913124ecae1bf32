package org.voice2text.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.voice2text.model.config.Setting;
import org.voice2text.model.config.Settings;
import org.voice2text.model.config.StartupException;

@ResourceLock(Resources.SYSTEM_ERR)
@Tag("slow")
class LogsTest {
  private static final String TOKEN = "123456789:AAFthisIsNotARealTokenAtAll_0123";
  private static final String PASSWORD = "pass\"word\\1/2";

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @BeforeEach
  void capture() {
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() throws Exception {
    System.setErr(before);
    MDC.clear();
    Thread.setDefaultUncaughtExceptionHandler(null);
    Secrets.set(List.of());
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    new ContextInitializer(context).autoConfig();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void noSecretReachesTheOutput(String format) {
    Logs.configure(settings(Map.of("LOG_FORMAT", format)));
    Logger log = LoggerFactory.getLogger("org.voice2text.test");
    MDC.put("address", "bot" + TOKEN);
    Exception cause = new IllegalStateException("cause " + PASSWORD + TOKEN);
    Exception failure = new IllegalArgumentException("exception " + TOKEN + PASSWORD, cause);
    failure.addSuppressed(new IllegalStateException("suppressed " + TOKEN + PASSWORD));
    log.error("message {} and " + TOKEN, "argument " + PASSWORD + TOKEN, failure);
    assertThat(output())
        .contains("message argument ", "exception ", "cause ", "suppressed ", "***")
        .doesNotContain(
            "AAFthis", "pass\"word", "pass\\\"word", "word\\1", "word\\\\1", "1/2", "1\\/2");
  }

  @Test
  void textIsOneLineAnEvent() {
    Logs.configure(settings(Map.of()));
    LoggerFactory.getLogger("org.voice2text.Test").info("Hello {}", "world");
    assertThat(output())
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  \\[[^]]+] Test: Hello world\n");
  }

  @Test
  void jsonIsOneObjectAnEvent() throws Exception {
    Logs.configure(settings(Map.of("LOG_FORMAT", "JSON")));
    LoggerFactory.getLogger("org.voice2text.Test").warn("Hello\n\"{}\"", "world");
    String[] lines = output().split("\n", -1);
    assertThat(lines).hasSize(2);
    assertThat(new ObjectMapper().readTree(lines[0]).path("formattedMessage").asText())
        .isEqualTo("Hello\n\"world\"");
  }

  @Test
  void whatAThreadWorksOnStandsInItsLinesOnly() throws Exception {
    Logs.configure(settings(Map.of()));
    Logger log = LoggerFactory.getLogger("org.voice2text.Test");
    Thread thread =
        Thread.ofVirtual()
            .name("worker-1")
            .start(() -> {
              MDC.put("job", "12");
              MDC.put("trace", "abc");
              log.info("Done");
            });
    thread.join();
    log.info("Elsewhere");
    String[] lines = output().split("\n", -1);
    assertThat(lines[0]).endsWith("[worker-1] Test: Done {job=12, trace=abc}");
    assertThat(lines[1]).endsWith(" Test: Elsewhere");
  }

  @Test
  void jsonHasFieldsForFacts() throws Exception {
    Logs.configure(settings(Map.of("LOG_FORMAT", "json")));
    MDC.put("job", "12");
    LoggerFactory.getLogger("org.voice2text.Test")
        .atInfo()
        .addKeyValue("outcome", "delivered")
        .addKeyValue("note", "by " + PASSWORD + TOKEN)
        .log("Job {} delivered", 12);
    JsonNode line = new ObjectMapper().readTree(output());
    assertThat(line.path("timestamp").isNumber()).isTrue();
    assertThat(line.path("level").asText()).isEqualTo("INFO");
    assertThat(line.path("loggerName").asText()).isEqualTo("org.voice2text.Test");
    assertThat(line.path("formattedMessage").asText()).isEqualTo("Job 12 delivered");
    assertThat(line.path("mdc").path("job").asText()).isEqualTo("12");
    assertThat(line.path("kvpList").get(0).path("outcome").asText()).isEqualTo("delivered");
    assertThat(line.path("kvpList").get(1).path("note").asText()).isEqualTo("by ******");
  }

  @Test
  void aThreadThatDiesDiesInTheLog() throws Exception {
    Logs.configure(settings(Map.of()));
    Thread thread =
        Thread.ofPlatform()
            .name("doomed")
            .start(() -> {
              throw new IllegalStateException("no " + TOKEN);
            });
    thread.join();
    assertThat(output())
        .contains(
            "ERROR [doomed] Logs: The thread doomed ended by a failure that nothing handled",
            "IllegalStateException: no ***")
        .doesNotContain("AAFthis");
  }

  @Test
  void theLevelIsThatOfOurOwnCode() {
    Logs.configure(settings(Map.of("LOG_LEVEL", "DEBUG")));
    LoggerFactory.getLogger("org.voice2text.Test").debug("ours");
    LoggerFactory.getLogger("org.voice2text.Test").trace("too much");
    LoggerFactory.getLogger("com.example").info("theirs");
    LoggerFactory.getLogger("com.example").warn("their warning");
    assertThat(output()).contains("ours", "their warning").doesNotContain("too much", ": theirs");
  }

  @Test
  void refusesUnknownLevelAndFormatTogether() {
    Settings settings = settings(Map.of("LOG_LEVEL", "loud", "LOG_FORMAT", "xml"));
    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(() -> Logs.configure(settings))
        .withMessage(
            """
            The configuration has 2 problems:
              - LOG_LEVEL=loud: must be one of error, warn, info, debug, trace
              - LOG_FORMAT=xml: must be text or json
            Each setting is described in .env.example.\
            """);
  }

  private static Settings settings(Map<String, String> more) {
    Map<String, String> environment = new java.util.HashMap<>(more);
    environment.put("BOT_TOKEN", TOKEN);
    environment.put("OPENAI_API_KEY", PASSWORD);
    return Settings.parse(Setting.Program.BOT, environment, Path.of("none"));
  }

  private String output() {
    return written.toString(StandardCharsets.UTF_8);
  }
}
