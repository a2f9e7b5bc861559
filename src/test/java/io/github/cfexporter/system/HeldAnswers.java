package io.github.cfexporter.system;

import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.world.Account;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Keeps every document waiting for its answer, until they are all answered at once. */
final class HeldAnswers implements AutoCloseable {
  private final CountDownLatch released = new CountDownLatch(1);
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final List<String> accounts;

  HeldAnswers(Simulator simulator) {
    accounts = simulator.world().accounts().stream().map(Account::id).toList();
    simulator.faults().next(Integer.MAX_VALUE, this::hold, Fault.hang());
  }

  /** Waits until something is on its way for every account. */
  void awaitAllAsked() throws Exception {
    Await.until(() -> asked, all -> all.containsAll(accounts));
  }

  @Override
  public void close() {
    released.countDown();
  }

  /** Nothing fails: what is held is only late. */
  private boolean hold(SimulatedCall call) {
    if (call.isGraphql()) {
      accounts.stream().filter(call.body()::contains).forEach(asked::add);
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return false;
  }
}
