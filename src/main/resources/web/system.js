// Nodes, budgets, the process of this node, and what credentials give.
import {byId, bytes, duration, make, orNone, read, show, whole} from './dom.js';

export async function refreshSystem(overview) {
  if (!overview) return;
  showNodes(overview.nodes);
  showBudgets(overview.budgets);
  const now = await read('page/runtime.json');
  const facts = [
    ['Java', now.java],
    ['up', duration(now.up_seconds)],
    ['heap', `${bytes(now.heap_used)} of ${bytes(now.heap_most)}`],
    ['CPU', now.cpu === undefined ? '–' : `${(now.cpu * 100).toFixed(0)} % of ${now.processors} processors, ${duration(now.cpu_seconds)} in all`],
    ['garbage collection', `${now.collecting_seconds.toFixed(1)} s in all (${now.collectors.join(', ')})`],
    ['threads', whole(now.threads)],
    ['open files', now.files_open === undefined ? '–' : `${whole(now.files_open)} of ${whole(now.files_most)}`],
  ];
  show(byId('runtime'), facts, () => facts.map(([name, value]) =>
    make('div', {}, make('dt', {}, name), make('dd', {}, value))));
}

function showNodes(nodes) {
  const counted = count => `${whole(count)} account${count === 1 ? '' : 's'}`;
  show(byId('nodes'), nodes, () => orNone(nodes.map(({name, address, self, accounts}) =>
    make('li', {class: 'split'},
      make('span', {}, make('strong', {}, name), ` ${address}${self ? ' (answers here)' : ''}`),
      make('span', {class: 'quiet'}, counted(accounts)))), 'One node, not clustered.'));
}

function showBudgets(budgets) {
  show(byId('budgets'), budgets, () => orNone(budgets.map(({api, mode, limit, used, waiting}) => {
    const share = used / limit;
    const mood = share >= 1 ? 'bad' : share >= .8 ? 'warn' : 'good';
    const text = `${whole(used)} of ${whole(limit)}` + (waiting > 0 ? `, ${whole(waiting)} waiting` : '');
    return make('li', {},
      make('div', {class: 'split'},
        make('span', {}, make('strong', {}, api), mode === 'account' ? ' of each account' : ' of the token'),
        make('span', {}, text)),
      make('progress', {class: mood, max: limit, value: used, 'aria-label': `${api}: ${text}`}));
  }), 'No calls yet.'));
}

/** What --check would print, for the exporter that runs. */
export async function refreshCheck() {
  const {check} = await read('page/check.json');
  show(byId('check'), check, () => check.map(({title, findings}) => make('div', {},
    make('h3', {}, title),
    make('ul', {class: 'plain'}, ...findings.map(({level, subject, sentence, costs}) =>
      make('li', {class: 'finding'},
        make('span', {class: `level ${level}`}, level),
        make('span', {},
          subject ? make('strong', {}, `${subject}: `) : null,
          sentence,
          costs.length > 0 ? make('span', {class: 'quiet'}, ` Not collected: ${costs.join(', ')}.`) : null)))))));
}
