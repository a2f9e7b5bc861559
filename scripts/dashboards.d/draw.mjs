// Draws panels from what Prometheus answered, much as Grafana would, as SVG and HTML.

import { format } from './units.mjs';

const PALETTE = ['#73bf69', '#f2cc0c', '#8ab8ff', '#ff780a', '#f2495c', '#5794f2', '#b877d9', '#705da0', '#37872d', '#fade2a', '#447ebc', '#c15c17', '#890f02', '#0a437c'];
const COLORS = { green: '#73bf69', orange: '#ff9830', red: '#f2495c', blue: '#5794f2' };
const INK = '#ccccdc';
const MUTED = '#8e8e9c';
const MOST_LEGENDS = 12;

const escape = (text) => String(text).replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

/** The colour of a value by its thresholds. */
export function threshold(value, { steps }) {
  const reached = steps.filter((step) => step.value === null || value >= step.value);
  return COLORS[reached.at(-1).color];
}

function shown(value, defaults) {
  const mapped = defaults.mappings?.[0]?.options[value];
  return mapped ? mapped.text : format(value, defaults.unit);
}

function nice(most) {
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 2.5, 5, 10].map((step) => step * power).find((step) => step >= most);
}

const last = (points) => points.at(-1)?.[1];

export function stat(panel, series, { w, h }) {
  const { defaults } = panel.fieldConfig;
  const points = series[0]?.points ?? [];
  if (points.length === 0) {
    return `<div class="value" style="color:${INK}">${escape(defaults.noValue ?? 'No data')}</div>`;
  }
  const value = last(points);
  const color = panel.options.colorMode === 'none' ? INK : threshold(value, defaults.thresholds);
  const text = `<div class="value" style="color:${color}">${escape(shown(value, defaults))}</div>`;
  if (panel.options.graphMode === 'none') {
    return text;
  }
  const most = Math.max(...points.map(([, v]) => v), 1e-9);
  const [from, to] = [points[0][0], points.at(-1)[0]];
  const line = points.map(([t, v]) => `${(((t - from) / (to - from || 1)) * w).toFixed(0)},${(h - (v / most) * h * 0.4).toFixed(0)}`).join(' ');
  return `${text}<svg class="spark" width="${w}" height="${h}"><polygon points="0,${h} ${line} ${w},${h}" fill="${color}" opacity=".2"/><polyline points="${line}" fill="none" stroke="${color}"/></svg>`;
}

/** A line, broken where the series was not there for a while. */
function path(line, x, y) {
  return line.map(([t, , v], i) => `${i > 0 && t - line[i - 1][0] < 150 ? 'L' : 'M'}${x(t)},${y(v)}`).join('');
}

export function graph(panel, series, { w, h, from, to }) {
  const { defaults } = panel.fieldConfig;
  const legends = series.slice(0, MOST_LEGENDS).map((each, i) => `<span><i style="background:${PALETTE[i % PALETTE.length]}"></i>${escape(each.name)}</span>`);
  if (series.length === 0) {
    return '<div class="none">No data</div>';
  }
  const left = 74;
  const bottom = 18;
  const height = h - 38;
  const stacked = defaults.custom.stacking.mode === 'normal';
  const sums = new Map();
  const lines = series.map(({ points }) => points.map(([t, v]) => {
    const base = stacked ? (sums.get(t) ?? 0) : 0;
    sums.set(t, base + v);
    return [t, base, base + v];
  }));
  const limits = defaults.custom.thresholdsStyle.mode === 'off' ? [] : defaults.thresholds.steps.filter((step) => step.value !== null);
  const most = Math.max(...lines.flat().map(([, , v]) => v), ...limits.map((step) => step.value * 1.05));
  const highest = most > 0 ? nice(most) : 1;
  const x = (t) => (left + ((t - from) / (to - from)) * (w - left - 4)).toFixed(1);
  const y = (v) => (height - bottom - (v / highest) * (height - bottom - 6)).toFixed(1);
  const svg = [];
  for (let i = 0; i <= 4; i++) {
    const v = (highest * i) / 4;
    svg.push(`<line x1="${left}" x2="${w}" y1="${y(v)}" y2="${y(v)}" stroke="#2c2f36"/><text x="${left - 6}" y="${Number(y(v)) + 4}" text-anchor="end">${escape(format(v, defaults.unit))}</text>`);
    const t = from + ((to - from) * (i + 0.5)) / 5;
    svg.push(`<text x="${x(t)}" y="${height - 2}" text-anchor="middle">${new Date(t * 1000).toISOString().slice(11, 16)}</text>`);
  }
  lines.forEach((line, i) => {
    const color = PALETTE[i % PALETTE.length];
    const top = line.map(([t, , v]) => `${x(t)},${y(v)}`).join(' ');
    const base = [...line].reverse().map(([t, b]) => `${x(t)},${y(b)}`).join(' ');
    svg.push(`${stacked ? `<polygon points="${top} ${base}" fill="${color}" opacity=".4"/>` : ''}<path d="${path(line, x, y)}" fill="none" stroke="${color}" stroke-width="1.2"/>`);
  });
  limits.forEach(({ value, color }) => svg.push(`<line x1="${left}" x2="${w}" y1="${y(value)}" y2="${y(value)}" stroke="${COLORS[color]}" stroke-dasharray="6 4"/>`));
  return `<svg width="${w}" height="${height}">${svg.join('')}</svg><div class="legend">${legends.join('')}</div>`;
}

export function bars(panel, series, { h }) {
  const { defaults } = panel.fieldConfig;
  const values = series.map(({ name, points }) => ({ name, value: last(points) })).sort((a, b) => b.value - a.value);
  const most = defaults.max ?? Math.max(...values.map((each) => each.value), 1e-9);
  const lines = values.map(({ name, value }) => `<div class="bar" style="height:${Math.min(25, h / values.length)}px"><span>${escape(name)}</span><b><i style="width:${((value / most) * 100).toFixed(1)}%"></i></b><em>${escape(shown(value, defaults))}</em></div>`);
  return lines.length === 0 ? '<div class="none">No data</div>' : lines.join('');
}

export function states(panel, series, { w, h, from, to }) {
  const { mappings } = panel.fieldConfig.defaults;
  const left = 190;
  const lane = Math.min(22, Math.max(15, h / Math.max(1, series.length)));
  const x = (t) => left + ((t - from) / (to - from)) * (w - left);
  const svg = series.slice(0, Math.floor(h / 15)).map(({ name, points }, i) => {
    const cells = points.map(([t, v], j) => {
      const until = Math.min(points[j + 1]?.[0] ?? to, t + 90); // no longer than a state was seen
      return `<rect x="${x(t).toFixed(1)}" y="${(i * lane + 2).toFixed(1)}" width="${(x(until) - x(t) + 0.5).toFixed(1)}" height="${(lane - 4).toFixed(1)}" fill="${COLORS[mappings[0].options[v].color]}" opacity=".7"/>`;
    });
    return `<text x="${left - 6}" y="${(i * lane + lane / 2 + 4).toFixed(1)}" text-anchor="end">${escape(name.slice(0, 32))}</text>${cells.join('')}`;
  });
  return `<svg width="${w}" height="${h}">${svg.join('')}</svg>`;
}

/** @param answers series of each query, with their labels */
export function table(panel, answers, { h }) {
  const { renameByName } = panel.transformations[1].options;
  const names = Object.keys(renameByName).filter((name) => !name.startsWith('Value'));
  const columns = Object.values(renameByName).slice(names.length);
  const rows = new Map();
  answers.forEach((series, i) => series.forEach(({ labels, points }) => {
    const key = JSON.stringify(names.map((name) => labels[name] ?? ''));
    const row = rows.get(key) ?? rows.set(key, { labels, values: [] }).get(key);
    row.values[i] = last(points);
  }));
  const [{ displayName, desc }] = panel.options.sortBy;
  const by = (row) => {
    const i = columns.indexOf(displayName);
    return i >= 0 ? (row.values[i] ?? -Infinity) : String(row.labels[names.find((name) => renameByName[name] === displayName)] ?? '');
  };
  const sorted = [...rows.values()].sort((a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0) * (desc ? -1 : 1));
  const cell = (value, i) => {
    if (value === undefined) {
      return '<td></td>';
    }
    const own = panel.fieldConfig.overrides.find((each) => each.matcher.options === columns[i]).properties;
    const find = (id) => own.find((each) => each.id === id)?.value;
    const color = find('thresholds') ? threshold(value, find('thresholds')) : INK;
    return `<td style="color:${color}">${escape(shown(value, { ...panel.fieldConfig.defaults, unit: find('unit') }))}</td>`;
  };
  const head = [...names.map((name) => renameByName[name]), ...columns].map((name) => `<th>${escape(name)}</th>`).join('');
  const body = sorted.slice(0, Math.floor(h / 24) - 1).map((row) => `<tr>${names.map((name) => `<td>${escape(row.labels[name] ?? '')}</td>`).join('')}${columns.map((_, i) => cell(row.values[i], i)).join('')}</tr>`);
  return `<table><tr>${head}</tr>${body.join('')}</table>`;
}

export const STYLE = `
  * { box-sizing: border-box } body { margin: 0; background: #111217; color: ${INK}; font: 12px sans-serif; position: relative }
  .row, .panel { position: absolute; overflow: hidden } .row { font-size: 15px; padding: 9px 4px }
  .panel { background: #181b1f; border: 1px solid #25282e; border-radius: 2px; padding: 6px 8px } h2 { font-size: 13px; font-weight: 500; margin: 0 0 6px; white-space: nowrap; overflow: hidden }
  .value { font-size: 22px; position: relative; z-index: 1; text-align: center; margin-top: 14px; white-space: nowrap } .spark { position: absolute; left: 0; bottom: 0 }
  svg text { fill: ${MUTED}; font: 10.5px sans-serif } .legend { height: 30px; overflow: hidden; line-height: 15px; font-size: 11px; color: ${MUTED} } .legend span { margin-right: 10px; white-space: nowrap }
  .legend i { display: inline-block; width: 12px; height: 3px; margin-right: 4px; vertical-align: middle } .none { color: ${MUTED}; text-align: center; padding-top: 60px }
  .bar { display: flex; align-items: center } .bar span { width: 42%; text-align: right; padding-right: 8px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
  .bar b { flex: 1; background: #22252b; height: 14px } .bar i { display: block; height: 14px; background: #5794f2 } .bar em { width: 84px; padding-left: 8px; font-style: normal }
  table { width: 100%; border-collapse: collapse } th { text-align: left; color: #6e9fff; font-weight: 500 } td, th { height: 24px; padding: 0 6px; border-bottom: 1px solid #25282e; white-space: nowrap; overflow: hidden; max-width: 260px }
`;
