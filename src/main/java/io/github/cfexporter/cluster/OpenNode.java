package io.github.cfexporter.cluster;

import com.hazelcast.instance.AddressPicker;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.Node;

/** A member as usual that tells where it listens: in public, Hazelcast only tells what others see. */
final class OpenNode extends DefaultNodeContext {
  private AddressPicker picker;

  @Override
  public AddressPicker createAddressPicker(Node node) {
    picker = super.createAddressPicker(node);
    return picker;
  }

  /** Known once the member has started. */
  String bindAddress() {
    return picker.getBindAddress(EndpointQualifier.MEMBER).getHost();
  }
}
