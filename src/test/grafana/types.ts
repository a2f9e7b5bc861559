// What a dashboard of ours may hold, by Grafana's published types. Those leave open what plugins add (options, custom, targets),
// so here each type of panel names its own. A property that no type knows is an error.
import type { Dashboard, DataQuery, FieldConfig, Panel, RowPanel } from '@grafana/schema';
import type * as bargauge from '@grafana/schema/dist/esm/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen';
import type * as stat from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type * as timeline from '@grafana/schema/dist/esm/raw/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen';
import type * as table from '@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen';
import type * as timeseries from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';

/** A type as JSON writes it: enumerations by their values. */
type Json<T> = unknown extends T
  ? T
  : T extends string
    ? `${T}`
    : T extends number | boolean | null | undefined
      ? T
      : T extends ReadonlyArray<infer E>
        ? Array<Json<E>>
        : { [K in keyof T]: Json<T[K]> };

/** The Prometheus plugin's query, which the package does not have. */
interface Target extends DataQuery {
  editorMode: 'code' | 'builder';
  expr: string;
  format?: 'table' | 'time_series' | 'heatmap';
  instant?: boolean;
  interval: string;
  legendFormat?: string;
  range?: boolean;
}

type Fields<C> = Omit<FieldConfig, 'custom'> & { custom?: C };

type Of<T extends string, O, C = never> = Omit<Panel, 'type' | 'options' | 'targets' | 'fieldConfig'> & {
  type: T;
  title: string;
  description: string;
  options: O;
  targets: Target[];
  fieldConfig: { defaults: Fields<C>; overrides: NonNullable<Panel['fieldConfig']>['overrides'] };
};

type Known =
  | Of<'stat', stat.Options>
  | Of<'bargauge', bargauge.Options>
  | Of<'state-timeline', timeline.Options, timeline.FieldConfig>
  | Of<'table', table.Options, table.FieldConfig>
  | Of<'timeseries', timeseries.Options, timeseries.FieldConfig>;

export type OurDashboard = Json<Omit<Dashboard, 'panels'>> & { panels: Array<Json<RowPanel> | Json<Known>> };
