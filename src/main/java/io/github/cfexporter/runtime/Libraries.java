package io.github.cfexporter.runtime;

/** How libraries are to behave that read system properties. */
public final class Libraries {

  /** Must come before the first class of any library is loaded. */
  public static void choose() {
    UnsafeAccess.allow();
    NettyMemory.choose();
    // Hazelcast and Vert.x choose their loggers when their first class loads
    System.setProperty("hazelcast.logging.type", "slf4j");
    System.setProperty(
        "vertx.logger-delegate-factory-class-name",
        "io.vertx.core.logging.SLF4JLogDelegateFactory");
    // Vert.x's own resolver keeps a UDP port open; Java's asks as the system is told to
    System.setProperty("vertx.disableDnsResolver", "true");
  }

  private Libraries() {}
}
