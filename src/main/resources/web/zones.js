// The zones of one account, asked for when somebody wants to see them.
import {ask, make} from './dom.js';

const MOST_SHOWN = 500;

/** A part that opens: which zones are collected, and why others are not. */
export function zonesOf(account) {
  const body = make('div', {class: 'scroll'});
  const root = make('details', {class: 'zones-list'}, make('summary', {}, 'Zones'), body);
  root.addEventListener('toggle', () => { if (root.open) fill(body, account); });
  return root;
}

async function fill(body, account) {
  try {
    const response = await ask(`zones.json?account=${encodeURIComponent(account)}`);
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error);
    body.replaceChildren(...shown(answer.zones));
  } catch (error) {
    body.replaceChildren(make('p', {class: 'none'}, `Not known: ${error.message}`));
  }
}

/** Those left out first, because they are what somebody looks for. */
function shown(zones) {
  const sorted = [...zones].sort((a, b) => a.collected - b.collected || a.name.localeCompare(b.name, 'en'));
  const rows = sorted.slice(0, MOST_SHOWN).map(zone => make('tr', {},
    make('th', {scope: 'row'}, zone.name),
    make('td', {'data-label': 'id'}, make('code', {}, zone.id)),
    make('td', {'data-label': 'state'}, zone.why)));
  const head = make('thead', {}, make('tr', {},
    ...['Zone', 'Id', 'State'].map(column => make('th', {scope: 'col'}, column))));
  const rest = zones.length - rows.length;
  return [make('table', {}, head, make('tbody', {}, ...rows)),
    rest > 0 ? make('p', {class: 'none'}, `and ${rest} more`) : ''];
}
