package io.github.cfexporter.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.rest.Interval;
import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.Tunables;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a file of REST resources is told by file and line, with what is allowed. */
@Tag("unit")
class RestMistakesTest {
  private static final String GOOD = """
      kind: shop
      scope: zone
      interval: 60s
      resources:
        - name: shelves
          path: /accounts/{account}/shelves
        - name: tills
          path: /zones/{zone}/tills?open=true
          pageSize: 20
          metrics:
            - name: tills
              help: Tills.
              labels: {brand: maker.name}
              gauge: rows
        - name: drawers
          parent: tills
          when: open == 1
          path: /zones/{zone}/tills/{id}/drawers
          answer: list
          metrics:
            - name: drawer_coins
              help: Coins.
              each: slots.<coin>
              labels: {till: parent.name, coin: key.coin}
              defaults: {count: 0}
              gauge: {sum: count}
        - name: places
          parent: tills
          find: {in: shelves, ids: [shelf]}
          metrics:
            - {name: places, help: Places., gauge: rows}
      """;

  @Test
  void goodFile_isRead() {
    Catalog catalog = Catalog.of(Map.of("shop.yaml", GOOD));

    assertThat(catalog.kinds()).isEmpty();
    assertThat(catalog.restKinds())
        .singleElement()
        .satisfies(kind -> assertThat(kind.families())
            .extracting(Family::name)
            .containsExactly("tills", "drawer_coins", "places"));
  }

  /** Each row spoils one spot of the good file: what stood there, what does, line and message. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      interval: 60s        | interval: 1m                 | 3  | "1m" must be whole seconds, such as 60s
      interval: 60s        | interval: {setting: ttl}     | 3  | unknown setting; allowed are sslCertsCacheTtlSeconds, zoneListCacheTtlSeconds
      interval: 60s        | delay: 60s                   | 1  | delay is not for a kind with resources
      interval: 60s        | sources: []                  | 1  | sources is not for a kind with resources
      name: tills          | title: tills                 | 7  | unknown key title; allowed are answer, find, metrics, name, pageSize, parent, path, when
      name: tills          | nom: tills                   | 7  | name is missing
      name: drawers        | name: tills                  | 15 | resource tills is there twice; give one another name
      /zones/{zone}/tills? | /zones/{zone}/../tills?      | 8  | must be a path of the REST API without the base URL
      /zones/{zone}/tills? | https://other/tills?         | 8  | must be a path of the REST API without the base URL
      /zones/{zone}/tills? | /zones/tills?                | 8  | must begin with /accounts/{account}/ or /zones/{zone}/
      /zones/{zone}/tills? | /user/tills?                 | 8  | must begin with /accounts/{account}/ or /zones/{zone}/
      scope: zone          | scope: account               | 8  | must begin with /accounts/{account}/; the scope zone allows /zones/{zone}/
      ?open=true           | ?per_page=5                  | 8  | must not say page, per_page or cursor: answer and pageSize do
      tills?open           | tills/{id}?open              | 8  | {id} is not known; allowed are {account}, {zone} and fields of the parent
      /zones/{zone}/tills? | /accounts/{account}/tills?   | 7  | resource tills is the same for all zones, so its metrics need the scope account
      pageSize: 20         | pageSize: 3                  | 9  | "3" must be a whole number of items from 5 to 1000
      pageSize: 20         | find: {in: shelves, ids: []} | 7  | needs either path or find
      pageSize: 20         | when: open == 1              | 7  | when needs a parent
      answer: list         | answer: xml                  | 19 | unknown answer xml; allowed are pages, cursors, list, item
      parent: tills        | parent: doors                | 16 | no such resource before this one; there are [shelves, tills]
      when: open == 1      | when: open                   | 17 | "open" must be a path, one of == != >= <
      slots.<coin>         | slots.<>                     | 23 | must be fields with dots, * for each element and <name> for each key
      key.coin             | key.size                     | 21 | key.size cannot be read: each keeps the keys [coin]
      brand: maker.name    | brand: parent.name           | 11 | parent.name cannot be read: the resource has no parent
      brand: maker.name    | brand: {find: a, in: b, is: c} | 13 | where is missing
      brand: maker.name    | zone: maker.name             | 13 | label zone is given by the scope
      {count: 0}           | {a b: 0}                     | 25 | "a b" must be a path of GraphQL fields with dots
      {count: 0}           | {}                           | 25 | the mapping must not be empty
      {sum: count}         | {total: count}               | 26 | needs exactly one of
      gauge: {sum: count}  | counter: count               | 21 | unknown key counter; allowed are defaults, each, gauge, help, labels, name, peerName, when
      gauge: {sum: count}  | counter: count               | 21 | gauge is missing
      name: places, help   | name: places_total, help     | 31 | gauge places_total must not end in _total
      in: shelves          | in: doors                    | 29 | no such resource before this one
      in: shelves          | in: tills                    | 5  | resource shelves is of no use: it has no metrics, and no other one refers to it
      """)
  void mistake_isToldByLine(String good, String bad, int line, String message) {
    String spoilt = GOOD.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad));

    assertThat(MistakesTest.mistakesOf(spoilt)).anySatisfy(mistake -> {
      assertThat(mistake.toString()).startsWith("shop.yaml:" + line + ": ");
      assertThat(mistake.message()).contains(message);
    });
  }

  @Test
  void settingsThatSayHowOften_areThere() {
    assertThat(Tunables.ALL)
        .extracting(Setting::key)
        .flatExtracting(key -> key.stream().toList())
        .containsAll(Interval.SETTINGS);
  }
}
