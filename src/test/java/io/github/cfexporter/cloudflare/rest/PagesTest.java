package io.github.cfexporter.cloudflare.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists are read page by page to their end, which comes. */
@Tag("unit")
class PagesTest {
  private final FakeRest api = new FakeRest();

  @Test
  void everyPageOfAccounts_isRead() {
    api.with("/accounts?page=1&per_page=50", FakeRest.page(accounts(0, 50), 1, 3))
        .with("/accounts?page=2&per_page=50", FakeRest.page(accounts(49, 99), 2, 3))
        .with("/accounts?page=3&per_page=50", FakeRest.page(accounts(99, 123), 3, 3));

    List<Account> accounts = api.rest().accounts().result();

    assertThat(accounts).hasSize(123).doesNotHaveDuplicates();
    assertThat(accounts.get(122)).isEqualTo(new Account("a122", "Acme 122"));
    assertThat(api.asked).hasSize(3);
  }

  @Test
  void emptyPage_endsTheList() {
    api.with("/accounts?page=1&per_page=50", FakeRest.page(accounts(0, 50), 1, 9))
        .with("/accounts?page=2&per_page=50", FakeRest.page("", 2, 9));

    assertThat(api.rest().accounts().result()).hasSize(50);
  }

  @Test
  void listThatKnowsNoPages_ends() {
    String all = "{\"result\":[" + accounts(0, 60) + "]}";
    api.with("/accounts?page=1&per_page=50", all).with("/accounts?page=2&per_page=50", all);

    assertThat(api.rest().accounts().result()).hasSize(60);
  }

  @Test
  void totalCount_replacesTheMissingPageCount() {
    String info = "],\"result_info\":{\"per_page\":20,\"total_count\":25}}";
    api.with("/accounts?page=1&per_page=50", "{\"result\":[" + accounts(0, 20) + info)
        .with("/accounts?page=2&per_page=50", "{\"result\":[" + accounts(20, 25) + info);

    assertThat(api.rest().accounts().result()).hasSize(25);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "]}",
        "],\"result_info\":{\"per_page\":50}}",
        "],\"result_info\":{\"total_count\":45}}"
      })
  void serverWithSmallerPages_isReadToItsEnd(String end) { // cases.md 8
    String path = "/accounts?page=%d&per_page=50";
    api.with(path.formatted(1), "{\"result\":[" + accounts(0, 20) + end)
        .with(path.formatted(2), "{\"result\":[" + accounts(20, 40) + end)
        .with(path.formatted(3), "{\"result\":[" + accounts(40, 45) + end);

    assertThat(api.rest().accounts().result()).hasSize(45);
  }

  @Test
  void listWithoutEnd_failsBeforeItFillsTheMemory() { // cases.md 9
    AtomicInteger pages = new AtomicInteger();
    Rest endless = new Rest(path -> {
      int page = pages.getAndIncrement();
      return Future.succeededFuture(new JsonObject("{\"result\":["
          + accounts(50 * page, 50 * page + 50) + "],\"result_info\":{\"per_page\":50}}"));
    });

    assertThat(endless.zones("a").cause()).hasMessageContaining("the list does not end");
    assertThat(pages).hasValue(Pages.MOST);
  }

  @Test
  void listThatTellsEverMorePages_failsSoon() {
    AtomicInteger pages = new AtomicInteger();
    Rest endless = new Rest(path -> {
      int page = pages.getAndIncrement();
      String items = accounts(50 * page, 50 * page + 50);
      return Future.succeededFuture(new JsonObject(FakeRest.page(items, page + 1, page + 3)));
    });

    assertThat(endless.accounts().cause()).hasMessageContaining("the list does not end");
    assertThat(pages).hasValueLessThan(20);
  }

  @Test
  void cursorsWithoutEnd_fail() {
    AtomicInteger pages = new AtomicInteger();
    Rest endless = new Rest(path -> {
      int page = pages.getAndIncrement();
      return Future.succeededFuture(new JsonObject("{\"result\":[" + accounts(page, page + 1)
          + "],\"result_info\":{\"cursors\":{\"after\":\"c" + page + "\"}}}"));
    });

    assertThat(endless.accountRuleNames("a").result().failures().get("/accounts/a/rulesets"))
        .hasMessageContaining("the list does not end");
  }

  /** cases.md 13: each page may be as large as an answer, and there may be a thousand. */
  @Test
  void listForWhichThereIsNoMemory_fails_andGivesBackWhatItTook() {
    ListMemory memory = new ListMemory(100_000);
    AtomicInteger pages = new AtomicInteger();
    Function<String, Future<JsonObject>> endless = path -> {
      int page = pages.getAndIncrement();
      return Future.succeededFuture(
          new JsonObject("{\"result\":[" + accounts(50 * page, 50 * page + 50) + "]}"));
    };
    Function<String, Future<JsonObject>> three =
        path -> Future.succeededFuture(new JsonObject("{\"result\":[" + accounts(0, 3) + "]}"));

    for (int time = 0; time < 3; time++) {
      pages.set(0);
      Future<List<Account>> failed =
          new Pages<>(endless, Account::of, memory).byNumber("/zones?", 50);

      assertThat(((CloudflareException) failed.cause()).refusal())
          .isEqualTo(new Refusal.TooLarge());
      assertThat(failed.cause()).hasMessageContaining("path=/zones?");
      assertThat(pages).hasValueBetween(5, 20);
      assertThat(new Pages<>(three, Account::of, memory).byNumber("/zones?", 50).result())
          .hasSize(3);
    }
  }

  private static String accounts(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "{\"id\":\"a" + i + "\",\"name\":\"Acme " + i + "\",\"settings\":null}")
        .collect(Collectors.joining(","));
  }
}
