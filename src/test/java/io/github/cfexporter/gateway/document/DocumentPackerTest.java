package io.github.cfexporter.gateway.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.bus.Ask;
import io.github.cfexporter.bus.Asked;
import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Horizon.Choice;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.SourceForms;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.KnownKeys;
import io.github.cfexporter.counting.series.RuleNames;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.eventbus.Message;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Planned nodes of several nodes, on their way into documents and when one of them is refused. */
@Tag("unit")
class DocumentPackerTest {
  private static final SourceForms HTTP = SourceForms.of(
      Catalog.bundled().kind("http-metrics").orElseThrow().sources().get(0),
      false,
      false,
      Set.of());
  private static final Window WINDOW = new Window(600, 660);
  private static final WindowPolicy NOW = new WindowPolicy(Settings.defaults(), 1_000);
  private static final WindowPolicy LATER = new WindowPolicy(Settings.defaults(), 5_000);

  private final AtomicReference<Asked> answer = new AtomicReference<>();

  @Test
  void document_holdsNoMoreNodesThanAllowed_andEveryPieceIsInOne() {
    List<PlannedNode> plannedNodes =
        new ArrayList<>(pending(HTTP.alternatives(), 10).plannedNodes());
    plannedNodes.addAll(pending(List.of(HTTP.first()), 10).plannedNodes());

    for (int most = 6; most <= 60; most++) {
      List<List<PlannedNode>> documents = DocumentPacker.pack(plannedNodes, most);
      assertThat(documents).flatExtracting(document -> document).hasSize(20);
      int nodes = most;
      assertThat(documents)
          .allSatisfy(document -> assertThat(nodes(document)).isLessThanOrEqualTo(nodes));
    }
    assertThat(DocumentPacker.pack(plannedNodes, 50)).hasSize(2);
  }

  @Test
  void pieceOfMoreNodesThanADocumentHolds_isReadInParts_withOneWindowAndOneOutcome() {
    PlannedNode planned = pending(HTTP.alternatives(), 1).plannedNodes().get(0);
    Choice choice = planned.choice(NOW).orElseThrow();
    List<String> read = new ArrayList<>();
    Optional<PlannedNode> left = Optional.of(planned);
    while (left.isPresent()) {
      PlannedNode next = DocumentPacker.pack(List.of(left.get()), 4).get(0).get(0);
      assertThat(next.nodes()).isLessThanOrEqualTo(4);
      if (!read.isEmpty()) {
        assertThat(next.choice(LATER)).as("the window of the first batch").contains(choice);
      }
      next.readings().forEach(node -> read.add(node.source().name()));
      left = next.read(choice, fetched(next));
    }

    assertThat(read).isEqualTo(names(HTTP.alternatives()));
    assertThat(answer.get().outcomes().get("zone-0"))
        .isInstanceOfSatisfying(Asked.Fetched.class, whole -> {
          assertThat(whole.rows()).isEqualTo(6);
          assertThat(whole.window()).isEqualTo(WINDOW);
        });
  }

  @Test
  void halving_endsWithASingleNodeOfASingleZone() {
    List<PlannedNode> suspects = pending(HTTP.alternatives(), 10).plannedNodes();
    int rounds = 0;
    while (suspects.size() > 1 || suspects.get(0).nodes() > 1) {
      int before = nodes(suspects);
      suspects = DocumentPacker.halve(suspects).get(0);
      assertThat(nodes(suspects)).isLessThan(before);
      rounds++;
    }

    assertThat(rounds).isLessThanOrEqualTo(6);
  }

  /** What a form does not have is still exported, so that its counters stay. */
  @Test
  void everyForm_namesEveryCounterOfTheSource() {
    Set<String> all = counters(HTTP.whole(new Delta(List.of(), List.of())));
    Delta totals = HTTP.alternatives().get(0).tally(RuleNames.NONE).delta();

    assertThat(counters(totals)).isSubsetOf(all).hasSizeLessThan(all.size());
    assertThat(counters(HTTP.whole(totals))).isEqualTo(all);
    assertThat(HTTP.whole(totals).counters()).hasSameSizeAs(all);
  }

  private static Set<String> counters(Delta delta) {
    Set<String> names = new HashSet<>();
    delta.counters().forEach(family -> names.add(family.family()));
    return names;
  }

  private static Asked.Fetched fetched(PlannedNode planned) {
    Delta nothing = new Delta(List.of(), List.of());
    return new Asked.Fetched(WINDOW, 0, nothing, planned.nodes(), false, 0, Optional.empty());
  }

  private static int nodes(List<PlannedNode> plannedNodes) {
    return plannedNodes.stream().mapToInt(PlannedNode::nodes).sum();
  }

  private static List<String> names(List<Reading> nodes) {
    return nodes.stream().map(node -> node.source().name()).toList();
  }

  private PendingAsk pending(List<Reading> nodes, int zones) {
    List<Ask.WindowRequest> requests = IntStream.range(0, zones)
        .mapToObj(zone -> new Ask.WindowRequest(
            "zone-" + zone,
            "",
            WINDOW.from(),
            3_600,
            DatasetLimits.UNKNOWN,
            RuleNames.NONE,
            node -> new KnownKeys()))
        .toList();
    return new PendingAsk(message(new Ask("account", 0, "http-metrics", nodes, requests)));
  }

  /** A message that notes its reply. */
  @SuppressWarnings("unchecked")
  private Message<Ask> message(Ask ask) {
    return (Message<Ask>) Proxy.newProxyInstance(
        Message.class.getClassLoader(),
        new Class<?>[] {Message.class},
        (proxy, method, arguments) -> {
          if (method.getName().equals("reply")) {
            answer.set((Asked) arguments[0]);
            return null;
          }
          return ask;
        });
  }
}
