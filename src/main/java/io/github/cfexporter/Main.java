package io.github.cfexporter;

/** Starts one node of the exporter. */
public final class Main {
  public static void main(String[] args) {}

  private Main() {}
}
