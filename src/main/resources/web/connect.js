// How to let Prometheus and its relatives scrape this exporter, with the address of this page.
import {byId, make, show} from './dom.js';

const PASSWORD_FILE = '/etc/prometheus/cloudflare-password';

function scrapeConfig({metrics_path: path, login}) {
  return [
    'scrape_configs:',
    '  - job_name: cloudflare',
    '    scrape_interval: 60s',
    '    scrape_timeout: 30s',
    ...(prefix() + path === '/metrics' ? [] : [`    metrics_path: ${prefix()}${path}`]),
    ...(location.protocol === 'https:' ? ['    scheme: https'] : []),
    ...(login ? [
      '    basic_auth:',
      '      username: prometheus # that of BASIC_AUTH_USER, or one of WEB_CONFIG_FILE',
      `      password_file: ${PASSWORD_FILE}`,
    ] : []),
    '    static_configs:',
    `      - targets: ['${target()}']`,
    '',
  ].join('\n');
}

function serviceMonitor({metrics_path: path, login}) {
  return [
    'apiVersion: monitoring.coreos.com/v1',
    'kind: ServiceMonitor',
    'metadata:',
    '  name: cloudflare',
    'spec:',
    '  selector:',
    '    matchLabels:',
    '      app.kubernetes.io/name: cloudflare-exporter # the labels of its Service',
    '  endpoints:',
    '    - port: http # the name of the port in its Service',
    `      path: ${path}`,
    '      interval: 60s',
    '      scrapeTimeout: 30s',
    ...(location.protocol === 'https:' ? ['      scheme: https'] : []),
    ...(login ? [
      '      basicAuth: # a Secret with these two keys',
      '        username: {name: cloudflare-login, key: username}',
      '        password: {name: cloudflare-login, key: password}',
    ] : []),
    '',
  ].join('\n');
}

function vmagent(overview) {
  return [
    '# vmagent -promscrape.config=cloudflare.yaml -remoteWrite.url=http://victoriametrics:8428/api/v1/write',
    scrapeConfig(overview),
  ].join('\n');
}

const prefix = () => location.pathname.replace(/\/[^/]*$/, '');
const isLoopback = () => /^(localhost|127\.|\[::1\])/.test(location.hostname);
const target = () => location.host.includes(':') || location.protocol === 'http:' && location.port === ''
  ? location.host + (location.host.includes(':') ? '' : ':80') : `${location.host}:443`;

function block(title, id, text) {
  const copy = make('button', {type: 'button', 'aria-label': `Copy ${title}`}, 'Copy');
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      copy.textContent = 'Copied';
    } catch { // browsers give the clipboard to secure pages only
      getSelection().selectAllChildren(byId(id));
      copy.textContent = 'Selected';
    }
  });
  return make('div', {class: 'block'},
    make('div', {class: 'split'}, make('h3', {}, title), copy),
    make('pre', {id, tabindex: '0', 'aria-label': title}, text));
}

export function showConnect(overview) {
  const {metrics_path: path, login, clustered} = overview;
  show(byId('connect'), [path, login, clustered], () => [
    block('Prometheus', 'connect-prometheus', scrapeConfig(overview)),
    block('Prometheus operator', 'connect-operator', serviceMonitor(overview)),
    block('vmagent', 'connect-vmagent', vmagent(overview)),
  ]);
  const notes = ['Rules, alerts and dashboards are in conf/prometheus and conf/grafana of the repository.'];
  if (isLoopback()) notes.unshift('The address below is that of this browser’s machine: put the name of the exporter’s machine in its place.');
  if (clustered) notes.unshift('Every node answers for the whole cluster: scrape one of them, or a load balancer before them.');
  byId('connect-note').textContent = notes.join(' ');
}
