package io.github.cfexporter.system;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import io.github.cfexporter.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The exporter, until a file appears: then its member of the cluster ends, for no reason of its own. */
public final class MainThatLosesItsMember {
  /** Variable with the path of the file. */
  static final String FILE = "TEST_LOSES_MEMBER_WITH";

  public static void main(String[] args) throws Exception {
    Path file = Path.of(System.getenv(FILE));
    Thread waiting = new Thread(() -> {
      while (!Files.exists(file)) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
      for (HazelcastInstance member : HazelcastInstanceFactory.getAllHazelcastInstances()) {
        member.getLifecycleService().terminate();
      }
    });
    waiting.setDaemon(true);
    waiting.start();
    Main.main(args);
  }

  private MainThatLosesItsMember() {}
}
