package io.github.cfexporter.rig;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.compression.Snappy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the messages of remote write by their public descriptions, with Google's library and Netty's
 * Snappy, which know nothing of how they were written.
 * https://github.com/prometheus/prometheus/tree/main/prompb
 */
public final class WriteMessages {
  /** One sample of a message; the value is kept as it is, since NaN is not NaN here. */
  public record Sample(Map<String, String> labels, long millis, double value, long bits) {}

  private static final Descriptor V1 = file(
          message("WriteRequest", many("timeseries", 1, "TimeSeries")),
          message("TimeSeries", many("labels", 1, "Label"), many("samples", 2, "Sample")),
          message(
              "Label",
              one("name", 1, FieldDescriptorProto.Type.TYPE_STRING),
              one("value", 2, FieldDescriptorProto.Type.TYPE_STRING)),
          sample())
      .findMessageTypeByName("WriteRequest");

  private static final Descriptor V2 = file(
          message(
              "Request",
              one("symbols", 4, FieldDescriptorProto.Type.TYPE_STRING).toBuilder()
                  .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)
                  .build(),
              many("timeseries", 5, "TimeSeries")),
          message(
              "TimeSeries",
              one("labels_refs", 1, FieldDescriptorProto.Type.TYPE_UINT32).toBuilder()
                  .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)
                  .build(),
              many("samples", 2, "Sample"),
              one("metadata", 5, FieldDescriptorProto.Type.TYPE_MESSAGE).toBuilder()
                  .setTypeName("Metadata")
                  .build()),
          message("Metadata", one("type", 1, FieldDescriptorProto.Type.TYPE_INT32)),
          sample())
      .findMessageTypeByName("Request");

  /** Samples of a message of version 1.0. */
  public static List<Sample> read(byte[] compressed) {
    List<Sample> samples = new ArrayList<>();
    for (DynamicMessage series : messages(parse(V1, compressed), "timeseries")) {
      Map<String, String> labels = new TreeMap<>();
      String before = "";
      for (DynamicMessage label : messages(series, "labels")) {
        String name = (String) field(label, "name");
        if (name.compareTo(before) <= 0) {
          throw new AssertionError("labels are not in order: " + name + " after " + before);
        }
        before = name;
        labels.put(name, (String) field(label, "value"));
      }
      add(labels, series, samples);
    }
    return samples;
  }

  /** Samples of a message of version 2.0. */
  public static List<Sample> readVersion2(byte[] compressed) {
    DynamicMessage request = parse(V2, compressed);
    List<?> symbols = (List<?>) field(request, "symbols");
    if (!symbols.get(0).equals("")) {
      throw new AssertionError("the first symbol must be empty");
    }
    List<Sample> samples = new ArrayList<>();
    for (DynamicMessage series : messages(request, "timeseries")) {
      List<?> references = (List<?>) field(series, "labels_refs");
      Map<String, String> labels = new TreeMap<>();
      for (int i = 0; i < references.size(); i += 2) {
        labels.put((String) symbols.get((Integer) references.get(i)), (String)
            symbols.get((Integer) references.get(i + 1)));
      }
      add(labels, series, samples);
    }
    return samples;
  }

  private static void add(Map<String, String> labels, DynamicMessage series, List<Sample> samples) {
    for (DynamicMessage sample : messages(series, "samples")) {
      double value = (Double) field(sample, "value");
      samples.add(new Sample(
          labels, (Long) field(sample, "timestamp"), value, Double.doubleToRawLongBits(value)));
    }
  }

  private static DynamicMessage parse(Descriptor type, byte[] compressed) {
    ByteBuf plain = Unpooled.buffer();
    new Snappy().decode(Unpooled.wrappedBuffer(compressed), plain);
    byte[] bytes = new byte[plain.readableBytes()];
    plain.readBytes(bytes);
    try {
      DynamicMessage message = DynamicMessage.parseFrom(type, ByteString.copyFrom(bytes));
      if (!message.getUnknownFields().asMap().isEmpty()) {
        throw new AssertionError("fields that are not in the description: " + message);
      }
      return message;
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("no message", e);
    }
  }

  private static List<DynamicMessage> messages(DynamicMessage message, String field) {
    return ((List<?>) field(message, field))
        .stream().map(DynamicMessage.class::cast).toList();
  }

  private static Object field(DynamicMessage message, String name) {
    return message.getField(message.getDescriptorForType().findFieldByName(name));
  }

  private static DescriptorProto sample() {
    return message(
        "Sample",
        one("value", 1, FieldDescriptorProto.Type.TYPE_DOUBLE),
        one("timestamp", 2, FieldDescriptorProto.Type.TYPE_INT64));
  }

  private static DescriptorProto message(String name, FieldDescriptorProto... fields) {
    return DescriptorProto.newBuilder()
        .setName(name)
        .addAllField(List.of(fields))
        .build();
  }

  private static FieldDescriptorProto one(String name, int number, FieldDescriptorProto.Type type) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(type)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
        .build();
  }

  private static FieldDescriptorProto many(String name, int number, String type) {
    return one(name, number, FieldDescriptorProto.Type.TYPE_MESSAGE).toBuilder()
        .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)
        .setTypeName(type)
        .build();
  }

  private static FileDescriptor file(DescriptorProto... messages) {
    try {
      FileDescriptorProto file = FileDescriptorProto.newBuilder()
          .setSyntax("proto3")
          .addAllMessageType(List.of(messages))
          .build();
      return FileDescriptor.buildFrom(file, new FileDescriptor[0]);
    } catch (DescriptorValidationException e) {
      throw new AssertionError("the description is no description", e);
    }
  }

  private WriteMessages() {}
}
