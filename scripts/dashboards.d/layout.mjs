// Whole dashboards of Grafana: variables, rows, and a layout that flows from left to right.

import { DATASOURCE } from './panels.mjs';

const COLUMNS = 24;

export const row = (title, ...panels) => ({ title, panels });

/** Variables, in the order in which they are chosen. */
export const variables = {
  datasource: {
    name: 'datasource',
    label: 'Prometheus',
    type: 'datasource',
    query: 'prometheus',
    current: { text: '', value: '' },
    refresh: 1,
  },
  account: choice('account', 'Account', 'label_values(cloudflare_zone_requests_total, account)'),
  zone: choice('zone', 'Zone', 'label_values(cloudflare_zone_requests_total{account=~"$account"}, zone)'),
  oneZone: {
    ...choice('zone', 'Zone', 'label_values(cloudflare_zone_requests_total{account=~"$account"}, zone)'),
    includeAll: false,
    multi: false,
    allValue: undefined,
    current: { text: '', value: '' },
  },
  host: choice(
    'host',
    'Host',
    'label_values(cloudflare_zone_requests_status_country_host_total{account=~"$account",zone=~"$zone"}, host)',
  ),
};

function choice(name, label, expr) {
  return {
    name,
    label,
    type: 'query',
    datasource: DATASOURCE,
    query: { qryType: 1, query: expr, refId: 'PrometheusVariableQueryEditor-VariableQuery' },
    refresh: 2,
    sort: 5,
    includeAll: true,
    multi: true,
    allValue: '.*',
    current: { text: 'All', value: '$__all' },
  };
}

/** Puts panels side by side until a line is full, and rows below each other. */
function layOut(rows) {
  const placed = [];
  let y = 0;
  for (const { title, panels } of rows) {
    placed.push({ type: 'row', title, collapsed: false, gridPos: { h: 1, w: COLUMNS, x: 0, y }, panels: [] });
    y += 1;
    let x = 0;
    let tallest = 0;
    for (const each of panels) {
      if (x + each.gridPos.w > COLUMNS) {
        y += tallest;
        x = 0;
        tallest = 0;
      }
      placed.push({ ...each, gridPos: { ...each.gridPos, x, y } });
      x += each.gridPos.w;
      tallest = Math.max(tallest, each.gridPos.h);
    }
    y += tallest;
  }
  return placed.map((each, i) => ({ id: i + 1, ...each }));
}

/** A whole dashboard; those of one tag link to each other. */
export function dashboard({ uid, title, description, variables: list, rows }) {
  return {
    uid,
    title,
    description,
    tags: ['cloudflare-exporter'],
    schemaVersion: 42,
    editable: true,
    graphTooltip: 1,
    refresh: '1m',
    time: { from: 'now-6h', to: 'now' },
    timezone: 'browser',
    links: [
      {
        title: 'Cloudflare',
        type: 'dashboards',
        tags: ['cloudflare-exporter'],
        asDropdown: false,
        icon: 'external link',
        includeVars: true,
        keepTime: true,
        targetBlank: false,
        tooltip: '',
        url: '',
      },
    ],
    annotations: {
      list: [
        {
          builtIn: 1,
          datasource: { type: 'grafana', uid: '-- Grafana --' },
          enable: true,
          hide: true,
          iconColor: 'rgba(0, 211, 255, 1)',
          name: 'Annotations & Alerts',
          type: 'dashboard',
        },
      ],
    },
    templating: { list },
    panels: layOut(rows),
  };
}
