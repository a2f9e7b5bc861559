package io.github.cfexporter.report.findings;

import io.github.cfexporter.runtime.Notices;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether all nodes have the same files with query kinds of a user's own. Each node collects for its
 * accounts what its own files say, so that another node's series of an account may stand still.
 */
public final class KindDifferences {
  private static final String SUBJECT = "query kinds of the nodes";

  /**
   * Begins or ends the notice.
   *
   * @param digests of the files, by the name of the node; empty for one that has not told
   */
  public static void tell(Map<String, String> digests, Notices notices) {
    Map<String, List<String>> byDigest = digests.entrySet().stream()
        .filter(node -> !node.getValue().isEmpty()) // an older release does not tell
        .collect(Collectors.groupingBy(
            Map.Entry::getValue,
            TreeMap::new,
            Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
    if (byDigest.size() > 1) {
      notices.begin(SUBJECT, sentence(byDigest));
    } else {
      notices.end(SUBJECT);
    }
  }

  private static String sentence(Map<String, List<String>> byDigest) {
    return byDigest.entrySet().stream()
        .map(same -> String.join(", ", same.getValue()) + " (" + same.getKey() + ")")
        .collect(Collectors.joining(
            " and ",
            "The nodes have different files in QUERY_KINDS_DIRECTORY: ",
            "; give all of them the same ones."));
  }

  private KindDifferences() {}
}
