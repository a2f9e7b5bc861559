// Draws the dashboards from a Prometheus: node pictures.mjs URL FOLDER
//
// Not Grafana's work: a page of our own with the same queries, titles and places, which Chromium takes a picture of.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bars, graph, stat, states, STYLE, table } from './draw.mjs';

const [url, folder] = process.argv.slice(2);
const WIDTH = 1160;
const COLUMN = WIDTH / 24;
const LINE = 32;
const GAP = 6;
const QUALITY = 0.4;
const TO = Math.floor(Date.now() / 1000);
const FROM = TO - 1800;
const CHOSEN = { account: '.*', host: '.*', $__rate_interval: '4m', $__range: '30m' };

function chosen(expr, dashboard) {
  const zone = dashboard.uid === 'cloudflare-zone' ? 'acme.example' : '.*';
  return expr
    .replaceAll('$__rate_interval', CHOSEN.$__rate_interval)
    .replaceAll('$__range', CHOSEN.$__range)
    .replaceAll('$zone', zone)
    .replaceAll(/\$(account|host)/g, (_, name) => CHOSEN[name]);
}

async function ask(target, dashboard) {
  const query = new URLSearchParams({ query: chosen(target.expr, dashboard) });
  const path = target.instant ? 'query' : 'query_range';
  query.set(...(target.instant ? ['time', TO] : ['start', FROM]));
  query.set('end', TO);
  query.set('step', 60);
  const answer = await (await fetch(`${url}/api/v1/${path}?${query}`)).json();
  if (answer.status !== 'success') {
    throw new Error(`${answer.error}: ${target.expr}`);
  }
  return answer.data.result.map(({ metric, value, values }) => ({
    labels: metric,
    name: (target.legendFormat ?? '').replaceAll(/\{\{(\w+)\}\}/g, (_, label) => metric[label] ?? ''),
    points: (values ?? [value]).map(([t, v]) => [t, Number(v)]).filter(([, v]) => Number.isFinite(v)),
  }));
}

async function drawn(panel, dashboard) {
  const { x, y, w, h } = panel.gridPos;
  const box = `left:${x * COLUMN + GAP / 2}px;top:${y * LINE + GAP / 2}px;width:${w * COLUMN - GAP}px;height:${h * LINE - GAP}px`;
  if (panel.type === 'row') {
    return `<div class="row" style="${box}">⌄ ${panel.title}</div>`;
  }
  const answers = await Promise.all(panel.targets.map((target) => ask(target, dashboard)));
  const room = { w: w * COLUMN - GAP - 18, h: h * LINE - GAP - 36, from: FROM, to: TO };
  const all = answers.flat().filter(({ points }) => points.length > 0);
  const draw = { stat, timeseries: graph, bargauge: bars, 'state-timeline': states };
  const inside = panel.type === 'table' ? table(panel, answers, room) : draw[panel.type](panel, all, room);
  return `<div class="panel" style="${box}"><h2>${panel.title}</h2>${inside}</div>`;
}

const work = mkdtempSync(join(tmpdir(), 'dashboards-'));

function chromium(...flags) {
  const usual = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--disable-lcd-text', `--user-data-dir=${work}/profile`];
  return execFileSync('chromium', [...usual, ...flags], { stdio: ['ignore', 'pipe', 'ignore'], timeout: 60000, maxBuffer: 1e8, encoding: 'utf8' });
}

/** The picture as WebP, which Chromium itself writes only in a quality that is larger than needed. */
function small(png) {
  const page = join(work, 'small.html');
  writeFileSync(page, `<!doctype html><img src="data:image/png;base64,${png.toString('base64')}"><pre></pre><script>
    const image = document.querySelector('img');
    const canvas = document.createElement('canvas');
    onload = () => {
      [canvas.width, canvas.height] = [image.width, image.height];
      canvas.getContext('2d').drawImage(image, 0, 0);
      document.querySelector('pre').textContent = canvas.toDataURL('image/webp', ${QUALITY});
      image.remove();
    };
  </script>`);
  return Buffer.from(/data:image\/webp;base64,([\w+/=]+)/.exec(chromium('--dump-dom', `file://${page}`))[1], 'base64');
}
mkdirSync(folder, { recursive: true });
for (const file of readdirSync('conf/grafana').filter((name) => name.endsWith('.json'))) {
  const dashboard = JSON.parse(readFileSync(join('conf/grafana', file), 'utf8'));
  const panels = [];
  for (const panel of dashboard.panels) {
    panels.push(await drawn(panel, dashboard));
  }
  const lines = Math.max(...dashboard.panels.map(({ gridPos }) => gridPos.y + gridPos.h));
  const page = join(work, 'page.html');
  writeFileSync(page, `<!doctype html><meta charset="utf-8"><style>${STYLE}</style><body>${panels.join('\n')}`);
  const picture = join(folder, 'dashboard-' + file.replace('.json', '.webp'));
  const shot = join(work, 'page.png');
  chromium(`--window-size=${WIDTH},${lines * LINE}`, `--screenshot=${shot}`, `file://${page}`);
  writeFileSync(picture, small(readFileSync(shot)));
  console.log(picture);
}
rmSync(work, { recursive: true });
