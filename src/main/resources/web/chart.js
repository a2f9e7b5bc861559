// Small pictures of the last hour, with axes.
import {draw, make} from './dom.js';

const WIDTH = 240;
const HEIGHT = 40;
const HOUR = 3_600;

/**
 * Draws a figure over the last hour; now is at the right edge.
 *
 * @param {string} title
 * @param {number[]} samples the oldest first; -1 where there was nothing to measure
 * @param {number} step seconds between two samples
 * @param {number} limit a line to compare with; 0 for none
 * @param {string} mood good, warn or bad
 * @param {function(number): string} spelt a value for people
 */
export function chart({title, samples, step, limit, limitName, mood, spelt}) {
  const most = Math.max(limit, ...samples, 1);
  const x = at => WIDTH - (samples.length - 1 - at) * step / HOUR * WIDTH;
  const y = value => HEIGHT - value / most * (HEIGHT - 2);
  const known = samples.map((value, at) => [x(at), value]).filter(([, value]) => value >= 0);
  const points = known.map(([left, value]) => `${left.toFixed(1)},${y(value).toFixed(1)}`);
  const last = known.length > 0 ? known[known.length - 1][1] : null;
  const highest = Math.max(...known.map(([, value]) => value), 0);
  const words = last === null ? `${title}: nothing yet`
    : `${title}: now ${spelt(last)}, at most ${spelt(highest)} in the last hour`
      + (limit > 0 ? `; ${limitName} ${spelt(limit)}` : '');
  const picture = draw('svg', {
    class: `chart ${mood}`, role: 'img', 'aria-label': words, preserveAspectRatio: 'none',
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
  }, draw('title', {}, words));
  if (points.length > 0) {
    const left = known[0][0].toFixed(1);
    const right = known[known.length - 1][0].toFixed(1);
    picture.append(
      draw('polygon', {points: [`${left},${HEIGHT}`, ...points, `${right},${HEIGHT}`].join(' ')}),
      draw('polyline', {points: (points.length > 1 ? points : [points[0], points[0]]).join(' ')}));
  }
  if (limit > 0) {
    picture.append(draw('line', {class: 'limit', x1: 0, x2: WIDTH, y1: y(limit), y2: y(limit)}));
  }
  return make('figure', {class: 'sparkline'},
    make('figcaption', {}, title, ' ', make('b', {}, last === null ? '–' : spelt(last))),
    make('span', {class: 'axis top', 'aria-hidden': 'true'}, spelt(most)),
    make('span', {class: 'axis bottom', 'aria-hidden': 'true'}, '0'),
    picture,
    make('span', {class: 'axis start', 'aria-hidden': 'true'}, '1 h ago'),
    make('span', {class: 'axis end', 'aria-hidden': 'true'}, 'now'));
}
