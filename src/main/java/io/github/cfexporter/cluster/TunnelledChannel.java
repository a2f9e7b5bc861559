package io.github.cfexporter.cluster;

import com.hazelcast.internal.networking.Channel;
import com.hazelcast.internal.networking.ChannelCloseListener;
import com.hazelcast.internal.networking.ChannelOptions;
import com.hazelcast.internal.networking.InboundPipeline;
import com.hazelcast.internal.networking.OutboundFrame;
import com.hazelcast.internal.networking.OutboundPipeline;
import io.github.cfexporter.cluster.tunnel.Tunnel;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;

/** A connection of Hazelcast's that is made through the tunnel, and as any other after that. */
record TunnelledChannel(Channel channel, Tunnel tunnel) implements Channel {

  /** Blocks until the other node has answered or is known to be away, for some seconds at most. */
  @Override
  public void connect(InetSocketAddress node, int timeoutMillis) throws IOException {
    try {
      channel.connect(tunnel.connect(node).get(), timeoutMillis);
    } catch (ExecutionException e) {
      channel.close();
      throw new IOException(e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      channel.close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while connecting to " + node);
    }
  }

  @Override
  public ChannelOptions options() {
    return channel.options();
  }

  @Override
  @SuppressWarnings("rawtypes") // as Hazelcast has it
  public ConcurrentMap attributeMap() {
    return channel.attributeMap();
  }

  @Override
  public InboundPipeline inboundPipeline() {
    return channel.inboundPipeline();
  }

  @Override
  public OutboundPipeline outboundPipeline() {
    return channel.outboundPipeline();
  }

  @Override
  public Socket socket() {
    return channel.socket();
  }

  @Override
  public SocketAddress remoteSocketAddress() {
    return channel.remoteSocketAddress();
  }

  @Override
  public SocketAddress localSocketAddress() {
    return channel.localSocketAddress();
  }

  @Override
  public long lastReadTimeMillis() {
    return channel.lastReadTimeMillis();
  }

  @Override
  public long lastWriteTimeMillis() {
    return channel.lastWriteTimeMillis();
  }

  @Override
  public void start() {
    channel.start();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public boolean isClosed() {
    return channel.isClosed();
  }

  @Override
  public void addCloseListener(ChannelCloseListener listener) {
    channel.addCloseListener(listener);
  }

  @Override
  public boolean isClientMode() {
    return channel.isClientMode();
  }

  @Override
  public boolean write(OutboundFrame frame) {
    return channel.write(frame);
  }

  @Override
  public long bytesRead() {
    return channel.bytesRead();
  }

  @Override
  public long bytesWritten() {
    return channel.bytesWritten();
  }
}
