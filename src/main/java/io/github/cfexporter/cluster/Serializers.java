package io.github.cfexporter.cluster;

import com.hazelcast.config.SerializationConfig;
import com.hazelcast.config.SerializerConfig;
import io.github.cfexporter.cluster.counters.AppliedForm;
import io.github.cfexporter.cluster.counters.ApplyMinutes;
import io.github.cfexporter.cluster.counters.ApplyWindow;
import io.github.cfexporter.cluster.counters.DropFamilies;
import io.github.cfexporter.cluster.counters.JoinedTotals;
import io.github.cfexporter.cluster.counters.ReadTotals;
import io.github.cfexporter.cluster.counters.ShowSeries;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.cluster.counters.TotalsCodec;
import io.github.cfexporter.cluster.fragments.BeginEpoch;
import io.github.cfexporter.cluster.fragments.FragmentKey;
import io.github.cfexporter.cluster.fragments.LaterEpoch;
import io.github.cfexporter.cluster.fragments.NewerFragment;
import io.github.cfexporter.cluster.fragments.PutFragment;
import io.github.cfexporter.cluster.fragments.SharedFragment;
import io.github.cfexporter.cluster.permits.AllPermits;
import io.github.cfexporter.cluster.permits.LimiterProcessors.AgreeOnShares;
import io.github.cfexporter.cluster.permits.LimiterProcessors.BeginTerm;
import io.github.cfexporter.cluster.permits.LimiterProcessors.LeaveShares;
import io.github.cfexporter.cluster.permits.LimiterProcessors.RecordPermits;
import io.github.cfexporter.cluster.permits.LimiterState;
import io.github.cfexporter.cluster.wire.Form;
import io.github.cfexporter.cluster.wire.MergePolicy;
import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.Totals;
import java.util.List;

/** Every type that crosses the cluster, with the id that must never change between releases. */
final class Serializers {
  private static final List<Form<?>> FORMS = List.of(
      // keys and values
      new Form<>(1001, SourceZone.class, SourceZone::write, SourceZone::read),
      new Form<>(
          1002, Totals.class, (value, out) -> TotalsCodec.write(out, value), TotalsCodec::read),
      new Form<>(1003, Applied.class, AppliedForm::write, AppliedForm::read),
      new Form<>(1004, FragmentKey.class, FragmentKey::write, FragmentKey::read),
      new Form<>(1005, SharedFragment.class, SharedFragment::write, SharedFragment::read),
      new Form<>(1006, LimiterState.class, LimiterState::write, LimiterState::read),
      // what happens to them
      new Form<>(1101, ApplyWindow.class, ApplyWindow::write, ApplyWindow::read),
      new Form<>(1102, DropFamilies.class, DropFamilies::write, DropFamilies::read),
      new Form<>(1103, PutFragment.class, PutFragment::write, PutFragment::read),
      new Form<>(1104, BeginEpoch.class, (value, out) -> {}, in -> new BeginEpoch()),
      new Form<>(1105, BeginTerm.class, (value, out) -> {}, in -> new BeginTerm()),
      new Form<>(1106, RecordPermits.class, RecordPermits::write, RecordPermits::read),
      new Form<>(1107, AgreeOnShares.class, AgreeOnShares::write, AgreeOnShares::read),
      new Form<>(1108, LeaveShares.class, LeaveShares::write, LeaveShares::read),
      new Form<>(1109, ReadTotals.class, (value, out) -> {}, in -> new ReadTotals()),
      new Form<>(1110, ShowSeries.class, ShowSeries::write, ShowSeries::read),
      new Form<>(1111, ApplyMinutes.class, ApplyMinutes::write, ApplyMinutes::read));

  static void register(SerializationConfig config) {
    FORMS.forEach(form -> config.addSerializerConfig(
        new SerializerConfig().setTypeClass(form.type()).setImplementation(form)));
    config.addDataSerializableFactory(MergePolicy.FACTORY, id -> switch (id) {
      case JoinedTotals.ID -> new JoinedTotals();
      case LaterEpoch.ID -> new LaterEpoch();
      case AllPermits.ID -> new AllPermits();
      case NewerFragment.ID -> new NewerFragment();
      default -> throw new IllegalArgumentException("unknown merge policy: id=" + id);
    });
  }

  private Serializers() {}
}
