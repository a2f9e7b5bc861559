package io.github.cfexporter.accounts;

import io.github.cfexporter.bus.AccountView;
import io.github.cfexporter.cloudflare.LargeWork;
import io.github.cfexporter.report.AccountState;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The zones of one account: which there are and are gone, how they are sorted, and what is told of them. */
final class AccountZones {
  private static final Logger logger = LoggerFactory.getLogger(AccountZones.class);

  private final Standing standing;
  private final ZoneBook book;
  private final LimitsBook limits;
  private final SharedBatches batches;
  private final MissingPermissions missing;
  private final ZoneInfo info;
  private final Supplier<Settings> settings;
  private final Telemetry telemetry;
  private ZoneList zones = ZoneList.EMPTY;
  private long sortings;

  /**
   * How the account stands at the moment.
   *
   * @param name as Cloudflare has it
   * @param gone whether Cloudflare lists it no more, while its counters are kept
   * @param stopped whether this node collects it no more
   */
  record Standing(
      Supplier<AccountView> view,
      Supplier<String> name,
      BooleanSupplier gone,
      BooleanSupplier stopped) {}

  AccountZones(
      Standing standing,
      ZoneBook book,
      LimitsBook limits,
      SharedBatches batches,
      MissingPermissions missing,
      ZoneInfo info,
      Supplier<Settings> settings,
      Telemetry telemetry) {
    this.standing = standing;
    this.book = book;
    this.limits = limits;
    this.batches = batches;
    this.missing = missing;
    this.info = info;
    this.settings = settings;
    this.telemetry = telemetry;
  }

  /** Whether they were listed once. */
  boolean isKnown() {
    return book.isKnown();
  }

  /** Has them listed anew soon. */
  void doubt() {
    book.doubt();
  }

  /** Lists them if the list is old; what was listed before holds when that fails. */
  void listIfStale(Consumer<ZoneBook.News> listed) {
    if (book.isStale()) {
      book.list().onSuccess(listed::accept).onFailure(told -> report());
    }
  }

  /** Those that are collected, the gone ones among them. */
  List<String> ids() {
    return zones.collectedIds();
  }

  /** Those that are gone, though their counters are kept. */
  Set<String> gone() {
    return book.gone();
  }

  /** Those that are collected and about which something is asked. */
  List<String> open() {
    return zones.collectedIds().stream().filter(isOpen()).toList();
  }

  /** Nothing is asked about zones that are gone, nor about those of an account that is. */
  Predicate<String> isOpen() {
    Set<String> closed = book.gone();
    return zone -> !standing.gone().getAsBoolean() && !closed.contains(zone);
  }

  /** Sorts them as the settings have it now, and takes that over unless a newer sorting is under way. */
  Future<ZoneList> sort() {
    long number = ++sortings;
    return book.sorted(isAccountKindsOnly()).map(sorted -> {
      if (number == sortings) { // else a newer one is under way
        takeOver(sorted);
      }
      return zones;
    });
  }

  private void takeOver(ZoneList sorted) {
    zones = sorted;
    Set<String> closed = new HashSet<>(book.gone());
    if (standing.gone().getAsBoolean()) {
      closed.addAll(zones.collectedIds());
      closed.add(LimitsBook.ACCOUNT);
    }
    limits.gone(closed);
    batches.assign(zones.collectedIds());
    info.show(standing.view().get(), zones)
        .onFailure(cause -> failed("zones could not be shown", cause));
    report();
  }

  private String account() {
    return standing.view().get().id();
  }

  private boolean isAccountKindsOnly() {
    return AccountSelection.isAccountKindsOnly(account(), standing.name().get(), settings.get());
  }

  private void report() {
    ZoneList sorted = zones;
    boolean accountKindsOnly = isAccountKindsOnly();
    telemetry.zones(
        account(), () -> sorted.told(accountKindsOnly, settings.get(), limits::isClosed));
    if (book.isKnown()) {
      telemetry.conditions().strangers(account(), sorted.strangers());
    }
    LargeWork.on(sorted.collected().size(), () -> sorted.skipped(limits::isClosed))
        .onSuccess(skipped -> report(sorted, skipped))
        .onFailure(cause -> failed("zones could not be counted", cause));
  }

  private void report(ZoneList sorted, int skipped) {
    if (standing.stopped().getAsBoolean()) {
      return; // another node may have told more by now
    }
    telemetry.account(new AccountState(
        account(),
        standing.view().get().label(),
        standing.name().get(),
        sorted.all().size(),
        sorted.selected().size(),
        skipped,
        book.problem(),
        missing.sentences(standing.name().get(), sorted.labels())));
  }

  /** What fails while the account is given up was abandoned. */
  private void failed(String what, Throwable cause) {
    if (!standing.stopped().getAsBoolean()) {
      logger.error("{}: account={}", what, account(), cause);
    }
  }
}
