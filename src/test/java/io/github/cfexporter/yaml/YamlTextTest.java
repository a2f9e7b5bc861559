package io.github.cfexporter.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.nodes.MappingNode;

@Tag("unit")
class YamlTextTest {

  @Test
  void scalars_areTexts_asTheyWereWritten() {
    assertThat(
            YamlText.plain(YamlText.root("a: no\nb: [0123, 1e3]\nc: {d: \"x\"}").orElseThrow()))
        .isEqualTo(Map.of("a", "no", "b", List.of("0123", "1e3"), "c", Map.of("d", "x")));
  }

  @Test
  void textWithoutAnything_hasNoRoot() {
    assertThat(YamlText.root("# a remark\n")).isEmpty();
  }

  @Test
  void keysWithoutAValue_areNull_andTextsAreNot() {
    MappingNode root =
        (MappingNode) YamlText.root("a:\nb: null\nc: 'null'\nd: ''").orElseThrow();

    assertThat(root.getValue())
        .extracting(entry -> YamlText.isNull(entry.getValueNode()))
        .containsExactly(true, true, false, false);
    assertThat(root.getValue())
        .extracting(entry -> YamlText.line(entry.getKeyNode()))
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void whatIsNoYaml_isRefused_withItsLine() {
    InvalidYaml refusal = catchThrowableOfType(InvalidYaml.class, () -> YamlText.root("a: b\n}"));

    assertThat(refusal.line()).hasValue(2);
    assertThat(refusal).hasMessageContaining("}");
  }

  @Test
  void controlCharacter_isRefused_withoutALine() {
    InvalidYaml refusal = catchThrowableOfType(InvalidYaml.class, () -> YamlText.root("a: \u0000"));

    assertThat(refusal.line()).isEmpty();
    assertThat(refusal.getMessage()).isNotBlank().doesNotContain("\n");
  }
}
