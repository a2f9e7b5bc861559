package io.github.cfexporter.cluster.counters;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.github.cfexporter.cluster.wire.VersionForm;
import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.version.Version;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What became of a window, on its way back from the node that has the totals. */
public final class AppliedForm {

  public static void write(Applied applied, ObjectDataOutput out) throws IOException {
    out.writeString(applied.outcome().name());
    out.writeLong(applied.watermark());
    VersionForm.write(applied.version(), out);
    out.writeInt(applied.refused());
    out.writeLong(applied.bytes());
    out.writeInt(applied.redirected().size());
    for (Map.Entry<String, Integer> family : applied.redirected().entrySet()) {
      out.writeString(family.getKey());
      out.writeInt(family.getValue());
    }
  }

  public static Applied read(ObjectDataInput in) throws IOException {
    Applied.Outcome outcome = Applied.Outcome.valueOf(in.readString());
    long watermark = in.readLong();
    Version version = VersionForm.read(in);
    int refused = in.readInt();
    long bytes = in.readLong();
    Map<String, Integer> redirected = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      redirected.put(in.readString(), in.readInt());
    }
    return new Applied(outcome, watermark, version, refused, bytes, redirected);
  }

  private AppliedForm() {}
}
