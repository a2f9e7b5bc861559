package io.github.cfexporter.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that sends any bytes it likes, from any address of the loopback network. */
final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;

  private RawClient(Socket socket) {
    this.socket = socket;
  }

  static RawClient to(int port) {
    return from("127.0.0.1", port);
  }

  static RawClient from(String address, int port) {
    Socket socket = new Socket();
    try {
      socket.setReceiveBufferSize(4096); // what is not read soon stays with the server
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.bind(new InetSocketAddress(InetAddress.getAllByName(address)[0], 0));
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    } catch (IOException e) {
      throw new AssertionError("cannot connect", e);
    }
    return new RawClient(socket);
  }

  /** The first line of the answer to one request; headers end in CRLF each. */
  static String statusLine(int port, String method, String path, String headers, String body) {
    try (RawClient client = asking(port, method, path, headers, body)) {
      return client.statusLine();
    }
  }

  /** The whole answer to one request; headers end in CRLF each. */
  static String answer(int port, String method, String path, String headers, String body) {
    try (RawClient client = asking(port, method, path, headers, body)) {
      return client.untilClosed();
    }
  }

  private static RawClient asking(
      int port, String method, String path, String headers, String body) {
    return to(port)
        .send(method + " " + path + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n" + body);
  }

  RawClient send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return this;
    } catch (IOException e) {
      throw new AssertionError("cannot send", e);
    }
  }

  /** The first line of the answer; empty when the server closed the connection without one. */
  String statusLine() {
    StringBuilder line = new StringBuilder();
    try {
      InputStream in = socket.getInputStream();
      for (int next = in.read(); next >= 0 && next != '\r'; next = in.read()) {
        line.append((char) next);
      }
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("neither an answer nor the end of the connection", e);
    } catch (IOException e) {
      return ""; // reset
    }
    return line.toString();
  }

  /** Waits until the server has closed the connection; answers what came before. */
  String untilClosed() {
    ByteArrayOutputStream before = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(before);
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("the server did not close the connection", e);
    } catch (IOException reset) {
      return before.toString(StandardCharsets.ISO_8859_1);
    }
    return before.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError("cannot close", e);
    }
  }
}
