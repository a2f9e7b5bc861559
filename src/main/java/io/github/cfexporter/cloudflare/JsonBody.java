package io.github.cfexporter.cloudflare;

import com.fasterxml.jackson.core.JsonParser;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The body of an answer as JSON, to be read where it lies: in the heap, or outside of it. */
public final class JsonBody {
  private final ByteBuf bytes;

  private JsonBody(ByteBuf bytes) {
    this.bytes = bytes;
  }

  /**
   * The body, with replacement characters for bytes that are no UTF-8: they spoil one label value,
   * where Jackson would refuse all of the answer.
   */
  public static JsonBody of(Buffer body) {
    ByteBuf bytes = ((BufferInternal) body).getByteBuf().slice();
    return new JsonBody(
        isUtf8(bytes)
            ? bytes
            : Unpooled.wrappedBuffer(
                bytes.toString(StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8)));
  }

  /** Nearly always it is ASCII, which is quickly seen. */
  private static boolean isUtf8(ByteBuf bytes) {
    return bytes.forEachByte(b -> b >= 0) < 0 || ByteBufUtil.isText(bytes, StandardCharsets.UTF_8);
  }

  /** Reads from the beginning; offsets that it tells are those of the body. */
  public JsonParser parser() throws IOException {
    return parser(0);
  }

  /** Reads the value that begins at an offset, in bytes. */
  public JsonParser parser(int offset) throws IOException {
    int length = bytes.readableBytes() - offset;
    if (bytes.hasArray()) {
      return JsonWalk.JSON.createParser(bytes.array(), bytes.arrayOffset() + offset, length);
    }
    InputStream stream = new ByteBufInputStream(bytes.slice(offset, length));
    return JsonWalk.JSON.createParser(stream);
  }

  /** Reads a value of which long texts have been cut, and moves the parser of the body behind it. */
  public JsonParser shortened(JsonParser atValue) throws IOException {
    int from = (int) atValue.currentTokenLocation().getByteOffset();
    atValue.skipChildren();
    atValue.finishToken();
    int to = (int) atValue.currentLocation().getByteOffset();
    JsonParser shortened = JsonWalk.JSON.createParser(ShortTexts.of(bytes, from, to));
    shortened.nextToken();
    return shortened;
  }
}
