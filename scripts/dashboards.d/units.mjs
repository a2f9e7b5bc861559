// Numbers as people read them, for the pictures.

const DECIMAL = ['', 'K', 'Mil', 'Bil'];
const BYTES = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

function scaled(value, names, base = 1000) {
  let i = 0;
  let rest = value;
  while (Math.abs(rest) >= base && i < names.length - 1) {
    rest /= base;
    i += 1;
  }
  return `${short(rest)} ${names[i]}`.trim();
}

const short = (value) => String(Number(value.toPrecision(3)));

function seconds(value) {
  const size = Math.abs(value);
  if (size >= 86400 * 365) return `${short(value / 86400 / 365)} years`;
  if (size >= 86400) return `${short(value / 86400)} days`;
  if (size >= 3600) return `${short(value / 3600)} h`;
  if (size >= 60) return `${short(value / 60)} min`;
  return size >= 1 || size === 0 ? `${short(value)} s` : `${short(value * 1000)} ms`;
}

/** A number in one of the units that the dashboards use. */
export function format(value, unit) {
  switch (unit) {
    case 'reqps':
      return `${scaled(value, DECIMAL)} req/s`;
    case 'ops':
      return `${scaled(value, DECIMAL)} ops/s`;
    case 'Bps':
      return `${scaled(value, BYTES)}/s`;
    case 'decbytes':
      return scaled(value, BYTES);
    case 'bytes':
      return scaled(value, ['B', 'KiB', 'MiB', 'GiB'], 1024);
    case 'percentunit':
      return `${short(value * 100)}%`;
    case 's':
      return seconds(value);
    case 'short':
      return scaled(value, DECIMAL);
    default:
      throw new Error(`no such unit: ${unit}`);
  }
}
