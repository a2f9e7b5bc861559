package io.github.cfexporter.cluster.tunnel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** What people without business on a port of the cluster send there. */
public final class Strangers {
  private static final int NEARLY_TWO_GIGABYTES = 0x7ffffff0;

  /** What ended the JVM, was answered or was obeyed where nothing stood before Hazelcast. */
  public static List<byte[]> bytes() {
    byte[] member = ByteBuffer.allocate(24)
        .put("HZC".getBytes(US_ASCII))
        .put(new byte[] {4, 0, 0})
        .putInt(0)
        .putInt(NEARLY_TWO_GIGABYTES)
        .array();
    byte[] client = "CP2".getBytes(US_ASCII);
    byte[] bus = ByteBuffer.allocate(64).putInt(NEARLY_TWO_GIGABYTES).array();
    byte[] web = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII);
    return List.of(member, ByteBuffer.allocate(64).put(client).array(), bus, web);
  }

  /** Sockets that have said to be TLS clients, without a certificate that anybody knows. */
  public static List<Socket> withTls(InetAddress address, int port) throws Exception {
    SSLContext credulous = SSLContext.getInstance("TLS");
    credulous.init(null, new TrustManager[] {new Credulous()}, null);
    List<Socket> sockets = new ArrayList<>();
    for (String version : List.of("TLSv1.3", "TLSv1.2")) {
      SSLSocket socket = (SSLSocket) credulous.getSocketFactory().createSocket(address, port);
      socket.setEnabledProtocols(new String[] {version});
      begin(socket);
      sockets.add(socket);
    }
    return sockets;
  }

  /** Waits until the other side has closed the connection, whatever it has said before. */
  public static boolean hungUp(Socket socket) throws IOException {
    try {
      socket.getInputStream().readAllBytes();
      return true;
    } catch (SSLException | SocketException reset) {
      return true;
    }
  }

  /** Waits until the other side has closed one of these. */
  public static void awaitOneHungUp(List<Socket> sockets) throws IOException {
    for (int i = 0; ; i = (i + 1) % sockets.size()) {
      sockets.get(i).setSoTimeout(10);
      try {
        if (hungUp(sockets.get(i))) {
          return;
        }
      } catch (SocketTimeoutException stillOpen) {
        sockets.get(i).setSoTimeout(0);
      }
    }
  }

  private static void begin(SSLSocket socket) throws IOException {
    try {
      socket.getOutputStream().write(bytes().get(0));
    } catch (SSLException | SocketException refused) {
      return; // as it should be; in TLS 1.3 it is only told later
    }
  }

  /** Talks to anybody. */
  private static final class Credulous implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private Strangers() {}
}
