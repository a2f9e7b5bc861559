// The query kinds of one account, each with its datasets and metrics while it is open.
import {cell, clock, duration, make, read, whole} from './dom.js';

const COLUMNS = ['Query kind', 'State', 'Lag or age', 'Last success', 'Rows', 'Series', 'Last error'];
const NUMBERS = ['Lag or age', 'Rows', 'Series'];

export function kindsTable() {
  const body = make('tbody', {});
  const message = make('p', {class: 'none', role: 'status'});
  const table = make('table', {class: 'kinds'},
    make('thead', {}, make('tr', {}, ...COLUMNS.map(column =>
      make('th', {scope: 'col', class: NUMBERS.includes(column) ? 'number' : ''}, column)))),
    body);
  const rows = new Map(); // name of the kind -> what shows it
  return {
    element: make('div', {class: 'scroll'}, table, message),
    update(account) {
      message.textContent = '';
      for (const [name, {rows: shown}] of rows) {
        if (account.kinds.some(kind => kind.name === name)) continue;
        shown.forEach(row => row.remove()); // its file has gone
        rows.delete(name);
      }
      for (const kind of account.kinds) {
        if (!rows.has(kind.name)) {
          rows.set(kind.name, kindRow());
          body.append(...rows.get(kind.name).rows);
        }
        rows.get(kind.name).update(kind, account.at);
      }
    },
    fail(error) { message.textContent = `Not up to date: ${error.message}`; },
  };
}

function kindRow() {
  const name = make('button', {type: 'button', class: 'opener', 'aria-expanded': 'false'});
  const state = make('td', {class: 'state', 'data-label': 'state'});
  const number = label => make('td', {class: 'number', 'data-label': label});
  const [lag, rows, series] = ['lag', 'rows', 'series'].map(number);
  const success = make('td', {'data-label': 'success'});
  const error = make('td', {class: 'error'});
  const row = make('tr', {}, make('th', {scope: 'row'}, name), state, lag, success, rows, series, error);
  const inside = make('td', {colspan: COLUMNS.length, class: 'inside'});
  const detail = make('tr', {class: 'detail', hidden: ''}, inside);
  let kind = null;
  name.addEventListener('click', () => {
    detail.hidden = !detail.hidden;
    name.setAttribute('aria-expanded', String(!detail.hidden));
    if (!detail.hidden) inside.replaceChildren(...described(kind));
  });
  return {
    rows: [row, detail],
    update(now, at) {
      kind = now;
      name.textContent = kind.name;
      name.title = kind.name;
      state.replaceChildren(cell(kind.state), kind.state);
      lag.textContent = kind.rest
        ? kind.last_success === null ? '–' : `${duration(at - kind.last_success)} (REST)`
        : kind.lag_seconds === undefined ? '–' : duration(kind.lag_seconds);
      success.replaceChildren(kind.last_success === null ? 'never' : clock(kind.last_success));
      rows.textContent = whole(kind.rows);
      series.textContent = whole(kind.series);
      error.textContent = kind.last_error ?? '';
    },
  };
}

/** What it asks, what comes of it, and why it does not where it does not. */
function described(kind) {
  const parts = [];
  if (kind.file) parts.push(make('p', {}, make('strong', {}, 'From the file: '), make('code', {}, kind.file)));
  if (kind.why) parts.push(make('p', {}, make('strong', {}, 'Off: '), `${kind.why}.`));
  if (kind.capped.length > 0) parts.push(make('p', {}, make('strong', {}, 'Capped: '), kind.capped.join('; ')));
  parts.push(...kind.sources.map(source => make('p', {},
    make('strong', {}, source.name), ` for ${whole(source.zones)} ${source.zones === 1 ? 'zone or account' : 'zones'}`,
    source.datasets.length > 0 ? ` from ${source.datasets.join(' or, where that is not open, ')}` : '',
    ': ', ...source.families.flatMap((family, at) => [at > 0 ? ', ' : '', familyLink(family)]))));
  if (kind.sources.length === 0 && kind.rest) parts.push(make('p', {}, 'Read over REST.'));
  if (!kind.rest) parts.push(documentOf(kind.name));
  return parts;
}

const familyLink = family =>
  make('a', {href: `#${new URLSearchParams({tab: 'metrics', live: family})}`}, family);

/** The last document, asked for when somebody wants to see it. */
function documentOf(kind) {
  const text = make('pre', {tabindex: '0', 'aria-label': `Last document of ${kind}`});
  const when = make('p', {class: 'quiet'});
  const root = make('details', {}, make('summary', {}, 'Last document of this node'), when, text);
  root.addEventListener('toggle', async () => {
    if (!root.open) return;
    try {
      const document = await read(`page/document.json?kind=${encodeURIComponent(kind)}`);
      when.replaceChildren('Sent at ', clock(document.at), '; it may ask for other kinds, too.');
      text.textContent = document.text;
    } catch (error) {
      when.textContent = error.message;
    }
  });
  return root;
}
