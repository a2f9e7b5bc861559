// Panels of Grafana, with the defaults that ours share.

export const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };

/** The exporter's counters move once a minute, so $__rate_interval is four minutes at least. */
const MIN_STEP = '1m';

/**
 * A query.
 *
 * @param legend what a series is called: text with {{label}}
 */
export const query = (expr, legend = '') => ({ expr: expr.replace(/\s*\n\s*/g, ' ').trim(), legend });

/** Steps of thresholds: steps(['green'], ['orange', 0.01], ['red', 0.05]). */
export const steps = (...list) => ({
  mode: 'absolute',
  steps: list.map(([color, value]) => ({ color, value: value ?? null })),
});

const PLAIN = steps(['blue']);

function targets(queries, more) {
  const list = [queries].flat().map((each) => (typeof each === 'string' ? query(each) : each));
  return list.map(({ expr, legend }, i) => ({
    refId: String.fromCharCode('A'.charCodeAt(0) + i),
    datasource: DATASOURCE,
    editorMode: 'code',
    expr,
    interval: MIN_STEP,
    ...(legend && { legendFormat: legend }),
    ...more,
  }));
}

function panel(type, title, queries, description, { w, h, unit, thresholds, ...rest }, custom, options, more) {
  return {
    type,
    title,
    description,
    datasource: DATASOURCE,
    gridPos: { w, h, x: 0, y: 0 },
    fieldConfig: {
      defaults: {
        unit,
        color: { mode: rest.color ?? (thresholds ? 'thresholds' : 'palette-classic') },
        thresholds: thresholds ?? PLAIN,
        ...(rest.min !== undefined && { min: rest.min }),
        ...(rest.max !== undefined && { max: rest.max }),
        ...(rest.decimals !== undefined && { decimals: rest.decimals }),
        ...(rest.noValue !== undefined && { noValue: rest.noValue }),
        ...(rest.mappings && { mappings: rest.mappings }),
        ...(custom && { custom }),
      },
      overrides: rest.overrides ?? [],
    },
    options,
    ...(rest.transformations && { transformations: rest.transformations }),
    targets: targets(queries, more),
  };
}

const LAST = { calcs: ['lastNotNull'], fields: '', values: false };

/** One number, with its course behind it. */
export function stat(title, queries, description, about) {
  const options = {
    colorMode: about.thresholds ? 'value' : 'none',
    graphMode: about.graph === false ? 'none' : 'area',
    justifyMode: 'auto',
    orientation: 'auto',
    percentChangeColorMode: 'standard',
    reduceOptions: LAST,
    showPercentChange: false,
    textMode: about.text ?? 'auto',
    wideLayout: true,
  };
  return panel('stat', title, queries, description, { w: 3, h: 4, ...about }, null, options, { range: true });
}

/** Lines over time; with {stack: true}, areas on top of each other. */
export function graph(title, queries, description, about) {
  const custom = {
    drawStyle: 'line',
    fillOpacity: about.stack ? 40 : 10,
    lineWidth: 1,
    showPoints: 'never',
    spanNulls: false,
    stacking: { mode: about.stack ? 'normal' : 'none' },
    thresholdsStyle: { mode: about.thresholds ? 'dashed' : 'off' },
    ...(about.log && { scaleDistribution: { type: 'log', log: 10 } }),
  };
  const options = {
    legend: { calcs: [], displayMode: 'list', placement: 'bottom', showLegend: true },
    tooltip: { mode: 'multi', sort: 'desc' },
  };
  const all = { w: 12, h: 8, min: 0, color: 'palette-classic', ...about };
  return panel('timeseries', title, queries, description, all, custom, options, { range: true });
}

/** Bars of now, the longest first: the expression has a topk. */
export function bars(title, queries, description, about) {
  const options = {
    displayMode: 'basic',
    legend: { calcs: [], displayMode: 'list', placement: 'bottom', showLegend: false },
    maxVizHeight: 300,
    minVizHeight: 10,
    minVizWidth: 0,
    namePlacement: 'left',
    orientation: 'horizontal',
    reduceOptions: LAST,
    showUnfilled: true,
    sizing: 'auto',
    valueMode: 'color',
  };
  const all = { w: 8, h: 8, min: 0, ...about };
  return panel('bargauge', title, queries, description, all, null, options, { instant: true });
}

/** What was so when, one lane for each series. */
export function states(title, queries, description, about) {
  const custom = { fillOpacity: 70, lineWidth: 0 };
  const options = {
    alignValue: 'left',
    legend: { calcs: [], displayMode: 'list', placement: 'bottom', showLegend: true },
    mergeValues: true,
    rowHeight: 0.8,
    showValue: 'never',
    tooltip: { mode: 'single', sort: 'none' },
  };
  return panel('state-timeline', title, queries, description, { w: 12, h: 8, ...about }, custom, options, { range: true });
}

/** Words and colours for 0 and 1. */
export const upOrDown = (up, down) => [
  {
    type: 'value',
    options: { 0: { text: down, color: 'red', index: 0 }, 1: { text: up, color: 'green', index: 1 } },
  },
];

/**
 * A table of now.
 *
 * @param labels that are columns, by what their heading is
 * @param columns of numbers: {name, expr, unit, thresholds, bar}
 * @param about.sort name of the column by which it is sorted, the largest first
 * @param about.link {column, title, url} of a link on a column of labels
 */
export function table(title, labels, columns, description, about) {
  const letters = columns.map((_, i) => `Value #${String.fromCharCode('A'.charCodeAt(0) + i)}`);
  const value = (i) => (columns.length === 1 ? 'Value' : letters[i]);
  const overrides = columns.map((column, i) => ({
    matcher: { id: 'byName', options: column.name },
    properties: [
      { id: 'unit', value: column.unit },
      ...(column.thresholds ? [{ id: 'thresholds', value: column.thresholds }] : []),
      ...(column.thresholds ? [{ id: 'custom.cellOptions', value: { type: 'color-text' } }] : []),
    ],
  }));
  if (about.link) {
    overrides.push({
      matcher: { id: 'byName', options: about.link.column },
      properties: [{ id: 'links', value: [{ title: about.link.title, url: about.link.url }] }],
    });
  }
  const names = Object.keys(labels);
  const organize = {
    excludeByName: { Time: true },
    includeByName: {},
    indexByName: Object.fromEntries([...names, ...columns.map((_, i) => value(i))].map((name, i) => [name, i])),
    renameByName: { ...labels, ...Object.fromEntries(columns.map((column, i) => [value(i), column.name])) },
  };
  const transformations = [
    { id: 'merge', options: {} },
    { id: 'organize', options: organize },
  ];
  const custom = { align: 'auto', cellOptions: { type: 'auto' }, filterable: true, inspect: false };
  const options = {
    cellHeight: 'sm',
    frameIndex: 0,
    showHeader: true,
    sortBy: [{ displayName: about.sort, desc: about.desc ?? true }],
  };
  const all = { w: 24, h: 10, unit: 'short', color: 'thresholds', transformations, overrides, ...about };
  return panel('table', title, columns.map((column) => query(column.expr)), description, all, custom, options, {
    format: 'table',
    instant: true,
  });
}
