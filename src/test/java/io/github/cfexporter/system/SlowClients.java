package io.github.cfexporter.system;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Clients that send as much as is taken at once, and read nothing. */
final class SlowClients implements AutoCloseable {
  /** So that what is not read stays with the server. */
  private static final int RECEIVE_BYTES = 4096;

  private final InetSocketAddress server;
  private final List<SocketChannel> clients = new ArrayList<>();

  private SlowClients(InetSocketAddress server) {
    this.server = server;
  }

  static SlowClients to(String baseUrl) {
    URI uri = URI.create(baseUrl);
    return new SlowClients(new InetSocketAddress(uri.getHost(), uri.getPort()));
  }

  /** One more, which sends this. */
  void connect(String text) throws IOException {
    SocketChannel client = SocketChannel.open();
    clients.add(client);
    client.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
    client.socket().connect(server, 20_000);
    client.configureBlocking(false);
    send(client, text);
  }

  /** All of them send this; those that the server has given up, in vain. */
  void send(String text) throws IOException {
    for (SocketChannel client : List.copyOf(clients)) {
      send(client, text);
    }
  }

  private void send(SocketChannel client, String text) throws IOException {
    try {
      client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (IOException closedByTheServer) {
      clients.remove(client);
      client.close();
    }
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel client : clients) {
      client.close();
    }
  }
}
