package io.github.cfexporter.system;

import io.github.cfexporter.system.HostileCloudflare.Forging;
import io.github.cfexporter.system.HostileCloudflare.Hostility;
import io.github.cfexporter.system.HostileCloudflare.Piece;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/** Answers that are meant to do harm, by what is wrong with them. */
final class HostileSorts {
  /** What documents are answered with. */
  static Map<String, Hostility> graphql() throws IOException {
    Map<String, Hostility> sorts = new LinkedHashMap<>();
    sorts.put(
        "truncated",
        Hostility.graphql(
            (call, honest) -> List.of(Piece.of(honest.substring(0, honest.length() / 2)))));
    sorts.put(
        "absurd numbers",
        Hostility.graphql((call, honest) ->
            List.of(Piece.of(honest.replaceAll("\"count\":\\d+", "\"count\":" + Long.MAX_VALUE)))));
    sorts.put("labels of a megabyte", Hostility.graphql((call, honest) -> bigLabels(honest)));
    sorts.put(
        "message of 60 MB",
        Hostility.graphql((call, honest) -> List.of(
            Piece.of("{\"data\":null,\"errors\":[{\"message\":\""),
            Piece.megabytes(60),
            Piece.of("\",\"path\":null}]}"))));
    sorts.put(
        "message of 12 MB",
        Hostility.graphql((call, honest) -> List.of(
            Piece.of("{\"data\":null,\"errors\":[{\"message\":\""),
            Piece.megabytes(12),
            Piece.of("\",\"path\":null}]}"))));
    sorts.putAll(endless());
    return sorts;
  }

  /** Those that are far larger than what holds them. */
  private static Map<String, Hostility> endless() throws IOException {
    Map<String, Hostility> sorts = new LinkedHashMap<>();
    sorts.put(
        "endless rows",
        Hostility.graphql((call, honest) -> List.of(
            Piece.of("{\"data\":{\"viewer\":{\"zones\":["),
            new Piece(Buffer.buffer("{\"zoneTag\":\"x\"},".repeat(50_000)), 200))));
    sorts.put(
        "nested lists",
        Hostility.graphql((call, honest) ->
            List.of(Piece.of("{\"data\":"), new Piece(Buffer.buffer("[".repeat(1 << 20)), 20))));
    sorts.put(
        "gzip of 128 MB",
        new Hostility(
            call -> call.isGraphql(),
            1,
            Map.of("content-encoding", "gzip"),
            (call, honest) -> List.of(new Piece(BOMB, 1))));
    sorts.put(
        "ten of 63 MB at once",
        new Hostility(
            call -> call.isGraphql(),
            HostileAnswersMemoryTest.ACCOUNTS,
            Map.of(),
            (call, honest) -> List.of(
                Piece.of("{\"padding\":\""),
                Piece.megabytes(62),
                Piece.of("\"," + honest.substring(1)))));
    return sorts;
  }

  /** What lists are answered with, which are read page by page. */
  static Map<String, Hostility> rest() {
    Map<String, Hostility> sorts = new LinkedHashMap<>();
    sorts.put("pages without end", rest((call, honest) -> page(50, 100)));
    sorts.put("huge pages without end", rest((call, honest) -> page(20_000, 400)));
    sorts.put(
        "pages of empty objects",
        rest((call, honest) -> List.of(
            Piece.of("{\"success\":true,\"result\":["),
            new Piece(Buffer.buffer("{},".repeat(300_000)), 15),
            Piece.of("{}]}"))));
    sorts.put(
        "names of a megabyte",
        rest((call, honest) -> List.of(
            Piece.of("{\"success\":true,\"result\":[{\"id\":\"1\",\"name\":\""),
            Piece.megabytes(3),
            Piece.of(OF_ANOTHER_ACCOUNT + "]}"))));
    sorts.put(
        "refusals of 60 MB",
        rest((call, honest) -> List.of(
            Piece.of("{\"success\":false,\"errors\":[{\"code\":1,\"message\":\""),
            Piece.megabytes(60),
            Piece.of("\"}]}"))));
    sorts.put(
        "bodies without end",
        rest((call, honest) ->
            List.of(Piece.of("{\"success\":true,\"result\":[{\"id\":\""), Piece.megabytes(1_000))));
    return sorts;
  }

  private static Hostility rest(Forging forging) {
    return new Hostility(call -> call.path().startsWith("/zones"), 1, Map.of(), forging);
  }

  /** Items as no other page has them, and as many pages to come as anyone likes. */
  private static List<Piece> page(int items, int characters) {
    int page = PAGES.incrementAndGet();
    String name = "n".repeat(characters);
    StringBuilder list = new StringBuilder("{\"success\":true,\"result\":[");
    for (int item = 0; item < items; item++) {
      list.append(item == 0 ? "" : ",")
          .append("{\"id\":\"" + page + "-" + item + "\",\"name\":\"" + name + OF_ANOTHER_ACCOUNT);
    }
    list.append("],\"result_info\":{\"total_pages\":1000000,\"cursors\":{\"after\":\"next\"}}}");
    return List.of(Piece.of(list.toString()));
  }

  /** Else what a list had when it was the honest one's turn again would be collected, as it should. */
  private static final String OF_ANOTHER_ACCOUNT = "\",\"account\":{\"id\":\"another\"}}";

  private static final AtomicInteger PAGES = new AtomicInteger();

  private static final Buffer BOMB = bomb();

  private static Buffer bomb() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      for (int megabyte = 0; megabyte < 128; megabyte++) {
        gzip.write(HostileCloudflare.MEGABYTE.getBytes());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  /** Of the first forty rows, and distinct, for each still ends as it should. */
  private static List<Piece> bigLabels(String honest) {
    List<Piece> pieces = new ArrayList<>();
    String[] parts = honest.split("(?<=\"clientRequestHTTPHost\":\")", 41);
    for (int part = 0; part < parts.length; part++) {
      pieces.add(Piece.of(parts[part]));
      if (part < parts.length - 1) {
        pieces.add(Piece.megabytes(1));
      }
    }
    return pieces;
  }

  private HostileSorts() {}
}
