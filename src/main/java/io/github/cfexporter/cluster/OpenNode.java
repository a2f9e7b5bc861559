package io.github.cfexporter.cluster;

import com.hazelcast.cluster.Address;
import com.hazelcast.instance.AddressPicker;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.DefaultNodeExtension;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.instance.impl.NodeExtension;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.InetSocketAddress;

/**
 * A member as usual that tells where it listens and when it has ended: in public, Hazelcast only
 * tells what others see, and nothing of an end that another member has ordered.
 */
class OpenNode extends DefaultNodeContext {
  private final Promise<Void> ended = Promise.promise();
  private AddressPicker picker;

  @Override
  public AddressPicker createAddressPicker(Node node) {
    picker = super.createAddressPicker(node);
    return picker;
  }

  @Override
  public NodeExtension createNodeExtension(Node node) {
    return new DefaultNodeExtension(node) {
      @Override
      public void shutdown() {
        super.shutdown();
        ended.tryComplete();
      }
    };
  }

  /** Known once the member has picked its address. */
  final InetSocketAddress listening() {
    Address address = picker.getBindAddress(EndpointQualifier.MEMBER);
    return new InetSocketAddress(address.getHost(), address.getPort());
  }

  /** Completes when the member has ended, for whatever reason. */
  final Future<Void> ended() {
    return ended.future();
  }
}
