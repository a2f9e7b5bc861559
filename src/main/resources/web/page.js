// Shows /status.json and asks for it again every few seconds.
import {chart} from './chart.js';
import {refreshConfig} from './config.js';
import {ask, byId, make} from './dom.js';
import {zonesOf} from './zones.js';

const EVERY_MS = 5_000;
const FEW_ACCOUNTS = 3; // so few are shown open
const WORST_FIRST = ['failing', 'late', 'waiting', 'ok', 'off'];

const whole = new Intl.NumberFormat('en');
const views = new Map(); // account id -> what shows it
let latest = null;
let answeredAt = null;

function duration(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 120) return `${s} s`;
  if (s < 7_200) return `${Math.floor(s / 60)} min`;
  if (s < 172_800) return `${Math.floor(s / 3_600)} h ${Math.floor(s % 3_600 / 60)} min`;
  return `${Math.floor(s / 86_400)} d ${Math.floor(s % 86_400 / 3_600)} h`;
}

/** How long ago, by the exporter's clock, with the instant itself in the tooltip. */
function ago(instant) {
  if (!instant) return 'never';
  const seconds = (Date.parse(latest.at) - Date.parse(instant)) / 1_000;
  return make('time', {datetime: instant, title: instant}, `${duration(seconds)} ago`);
}

const counted = (count, noun) => `${whole.format(count)} ${noun}${count === 1 ? '' : 's'}`;

const sum = (items, of) => items.reduce((total, item) => total + of(item), 0);

function largestLag(kinds) {
  const lags = kinds.map(kind => kind.lag_seconds).filter(lag => lag !== undefined);
  return lags.length === 0 ? null : Math.max(...lags);
}

function worst(kinds) {
  return WORST_FIRST.find(state => kinds.some(kind => kind.state === state)) ?? 'waiting';
}

const cell = (state, title) => make('i', {class: `cell ${state}`, title: title ?? state});

const orNone = (items, text, tag = 'li') =>
  items.length > 0 ? items : [make(tag, {class: 'none'}, text)];

function showVerdict() {
  const {healthy, reasons} = latest;
  tell(healthy ? 'good' : 'bad', healthy ? 'All is well' : 'Needs attention', reasons);
  document.title = `${healthy ? '' : '⚠ '}Cloudflare exporter`;
}

/** Changes the document only when there is something new to say, for those who have it read out. */
function tell(mood, word, reasons) {
  const key = JSON.stringify([mood, word, reasons]);
  const verdict = byId('verdict');
  if (verdict.dataset.said === key) return;
  verdict.dataset.said = key;
  verdict.className = `verdict ${mood}`;
  byId('verdict-word').textContent = word;
  byId('reasons').replaceChildren(...reasons.map(reason => make('li', {}, reason)));
}

function showFigures() {
  const {accounts} = latest;
  const kinds = accounts.flatMap(account => account.kinds);
  const lag = largestLag(kinds);
  const figures = [
    ['accounts', whole.format(accounts.length)],
    ['zones found', whole.format(sum(accounts, a => a.zones_found))],
    ['zones after filters', whole.format(sum(accounts, a => a.zones_filtered))],
    ['without analytics', whole.format(sum(accounts, a => a.zones_skipped_free_tier))],
    ['series', whole.format(sum(kinds, kind => kind.series))],
    ['largest lag', lag === null ? '–' : duration(lag)],
  ];
  byId('figures').replaceChildren(...figures.map(
    ([name, value]) => make('div', {}, make('dt', {}, name), make('dd', {}, value))));
  byId('about').textContent = `version ${latest.version}, up ${duration(latest.uptime_seconds)}`;
  byId('metrics-link').setAttribute('href', `.${latest.metrics_path}`);
}

function showBudgets() {
  const rows = latest.budgets.map(({api, rate_limit_mode, limit, used, waiting, history, history_step_seconds}) => {
    const share = used / limit;
    const mood = share >= 1 ? 'bad' : share >= .8 ? 'warn' : 'good';
    const numbers = `${whole.format(used)} of ${whole.format(limit)}`
      + (waiting > 0 ? `, ${whole.format(waiting)} waiting` : '');
    return make('li', {},
      make('div', {class: 'split'},
        make('span', {}, make('strong', {}, api), rate_limit_mode === 'account' ? ' of each account' : ' of the token'),
        make('span', {}, numbers)),
      make('progress', {class: mood, max: limit, value: used, 'aria-label': `${api}: ${numbers}`}),
      history.length > 1 ? chart(history, limit, history_step_seconds, mood, api) : null);
  });
  byId('budgets').replaceChildren(...orNone(rows, 'No calls yet.'));
}

function showNodes() {
  const rows = latest.nodes.map(({name, address, self, accounts}) =>
    make('li', {class: 'split'},
      make('span', {}, make('strong', {}, name), ` ${address}${self ? ' (answers here)' : ''}`),
      make('span', {class: 'quiet'}, counted(accounts, 'account'))));
  byId('nodes').replaceChildren(...orNone(rows, 'One node, not clustered.'));
}

function showErrors() {
  const rows = latest.recent_errors.map(({at, account, kind, code, message}) =>
    make('li', {},
      make('div', {class: 'split'},
        make('span', {}, make('code', {}, code), ` ${[account, kind].filter(Boolean).join(' · ')}`),
        make('span', {class: 'quiet'}, ago(at))),
      make('div', {}, message)));
  byId('errors').replaceChildren(...orNone(rows, 'None.'));
}

/** One account: a line that is always there, and a table that is filled while it is open. */
function accountView(id, open) {
  const name = make('span', {class: 'name'});
  const strip = make('span', {class: 'strip', role: 'img'});
  const zones = make('span', {class: 'zones quiet'});
  const lag = make('span', {class: 'number'});
  const body = make('tbody', {});
  const columns = ['Query kind', 'State', 'Lag', 'Last success', 'Rows', 'Series', 'Last error'];
  const head = make('thead', {}, make('tr', {}, ...columns.map(column =>
    make('th', {scope: 'col', class: ['Lag', 'Rows', 'Series'].includes(column) ? 'number' : ''},
      column))));
  const root = make('details', {}, make('summary', {}, name, strip, zones, lag),
    make('div', {class: 'scroll'}, make('table', {}, head, body)), zonesOf(id));
  root.open = open;
  const view = {root, account: null};
  const fill = () => body.replaceChildren(
    ...(root.open ? view.account.kinds.map(kindRow) : []));
  root.addEventListener('toggle', fill);
  view.update = account => {
    view.account = account;
    name.textContent = account.name;
    name.title = account.id;
    strip.replaceChildren(...account.kinds.map(kind => cell(kind.state, `${kind.name}: ${kind.state}`)));
    strip.setAttribute('aria-label', tally(account.kinds));
    zones.textContent = `${whole.format(account.zones_filtered)} of ${whole.format(account.zones_found)} zones`
      + (account.zones_skipped_free_tier > 0 ? `, ${whole.format(account.zones_skipped_free_tier)} without analytics` : '');
    const largest = largestLag(account.kinds);
    lag.textContent = largest === null ? '–' : duration(largest);
    fill();
  };
  return view;
}

function tally(kinds) {
  return WORST_FIRST
    .map(state => [state, kinds.filter(kind => kind.state === state).length])
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${state}`)
    .join(', ');
}

function kindRow(kind) {
  const number = (label, text) => make('td', {class: 'number', 'data-label': label}, text);
  return make('tr', {},
    make('th', {scope: 'row'}, kind.name),
    make('td', {class: 'state'}, cell(kind.state), kind.state),
    number('lag', kind.lag_seconds === undefined ? '–' : duration(kind.lag_seconds)),
    make('td', {'data-label': 'success'}, ago(kind.last_success)),
    number('rows', whole.format(kind.rows)),
    number('series', whole.format(kind.series)),
    make('td', {class: 'error'}, kind.last_error));
}

function showAccounts() {
  const accounts = [...latest.accounts].sort((a, b) => a.name.localeCompare(b.name, 'en', {numeric: true}));
  const known = new Set(accounts.map(account => account.id));
  for (const [id, view] of views) {
    if (!known.has(id)) {
      view.root.remove();
      views.delete(id);
    }
  }
  accounts.forEach((account, index) => {
    if (!views.has(account.id)) {
      const view = accountView(account.id, accounts.length <= FEW_ACCOUNTS);
      views.set(account.id, view);
    }
    const view = views.get(account.id);
    view.update(account);
    const place = byId('accounts').children[index];
    if (place !== view.root) byId('accounts').insertBefore(view.root, place ?? null);
  });
  filter();
}

function filter() {
  const words = byId('words').value.toLowerCase().split(/\s+/).filter(Boolean);
  const troubled = byId('troubled').checked;
  let shown = 0;
  for (const {root, account} of views.values()) {
    const text = [account.id, account.name,
      ...account.kinds.flatMap(kind => [kind.name, kind.state, kind.last_error ?? ''])]
      .join(' ').toLowerCase();
    const match = words.every(word => text.includes(word))
      && (!troubled || ['failing', 'late'].includes(worst(account.kinds)));
    root.hidden = !match;
    shown += match ? 1 : 0;
  }
  byId('shown').textContent = `${whole.format(shown)} of ${whole.format(views.size)}`;
  nameToggle();
}

const visible = () => [...views.values()].map(view => view.root).filter(root => !root.hidden);

function nameToggle() {
  byId('toggle').textContent = visible().some(root => root.open) ? 'Close all' : 'Open all';
}

function toggleAll() {
  const open = !visible().some(root => root.open);
  visible().forEach(root => { root.open = open; });
  nameToggle();
}

async function refresh() {
  try {
    const response = await ask('status.json');
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    latest = await response.json();
    answeredAt = Date.now();
    [showVerdict, showFigures, showBudgets, showNodes, showAccounts, showErrors].forEach(show => show());
  } catch (error) {
    const since = answeredAt === null ? [] : ['What is shown below is the last that it said.'];
    tell('silent', 'The exporter does not answer', [`${error.message}; asking again.`, ...since]);
    document.title = '⚠ Cloudflare exporter';
  }
}

/** Asks again after each answer, so that questions never overlap; not while nobody looks. */
async function keepFresh() {
  if (!document.hidden) await Promise.all([refresh(), refreshConfig()]);
  setTimeout(keepFresh, EVERY_MS);
}

byId('words').addEventListener('input', filter);
byId('troubled').addEventListener('change', filter);
byId('filter').addEventListener('submit', event => event.preventDefault());
byId('toggle').addEventListener('click', toggleAll);
byId('accounts').addEventListener('toggle', nameToggle, true);
document.addEventListener('visibilitychange', () => { if (!document.hidden) refresh(); });
keepFresh();
