package io.github.cfexporter.node;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that gives tunnels to one server, whatever name it is asked for. */
final class TunnelProxy {
  /** What it was asked, each with its headers. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** Held, for a client that nobody holds closes itself. */
  private final NetClient servers;

  private final int target;
  private final String answer;
  private final NetServer server;

  /** @param answer the first line, {@code 200} of which opens the tunnel */
  TunnelProxy(Vertx vertx, int target, String answer) {
    this.servers = vertx.createNetClient();
    this.target = target;
    this.answer = answer;
    this.server =
        vertx.createNetServer().connectHandler(this::ask).listen(0, "127.0.0.1").await();
  }

  int port() {
    return server.actualPort();
  }

  private void ask(NetSocket client) {
    Buffer head = Buffer.buffer();
    client.handler(bytes -> {
      head.appendBuffer(bytes);
      if (head.toString().endsWith("\r\n\r\n")) {
        asked.add(head.toString());
        client.pause();
        open(client);
      }
    });
  }

  private void open(NetSocket client) {
    if (!answer.contains(" 200 ")) {
      client.end(Buffer.buffer(answer + "\r\nContent-Length: 0\r\n\r\n"));
      return;
    }
    servers.connect(target, "127.0.0.1").onSuccess(server -> {
      client.write(answer + "\r\n\r\n");
      client.handler(server::write);
      server.handler(client::write);
      client.closeHandler(closed -> server.close());
      server.closeHandler(closed -> client.close());
      client.resume();
    });
  }
}
