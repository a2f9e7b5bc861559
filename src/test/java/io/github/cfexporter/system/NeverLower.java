package io.github.cfexporter.system;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** Scrapes every node all the time, and notes each counter that goes down or vanishes. */
final class NeverLower implements AutoCloseable {
  private static final Pattern COUNTER = Pattern.compile("cloudflare_\\w+_total\\{");
  private static final long INTERVAL_MILLIS = 400;

  private final Fleet fleet;
  private final Map<ExporterProcess, Map<String, Double>> before = new HashMap<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::run, "watch");
  private volatile boolean stopped;
  private final AtomicLong scrapes = new AtomicLong();
  private final AtomicLong silences = new AtomicLong();

  NeverLower(Fleet fleet) {
    this.fleet = fleet;
    thread.setDaemon(true);
    thread.start();
  }

  /** One sentence for each series that was lower than before on the same node. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  long scrapes() {
    return scrapes.get();
  }

  @Override
  public void close() {
    stopped = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    while (!stopped) {
      fleet.running().forEach(this::look);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS));
    }
  }

  private void look(ExporterProcess node) {
    try {
      if (node.isServing()) {
        Exposed scrape = Exposed.of(node.get("/metrics").body());
        scrapes.incrementAndGet();
        Map<String, Double> counters = new HashMap<>(scrape.samples());
        counters.keySet().removeIf(series -> !COUNTER.matcher(series).lookingAt());
        before.getOrDefault(node, Map.of()).forEach((series, value) -> {
          Double now = counters.get(series);
          if (now == null || now < value) {
            faults.add(series + " was " + value + " and is " + now);
          }
        });
        before.put(node, counters);
      }
    } catch (IOException noAnswer) {
      silences.incrementAndGet(); // it was killed while it answered, or is held
    } catch (Exception e) {
      faults.add(e.toString());
    }
  }
}
