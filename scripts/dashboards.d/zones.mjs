import { dashboard, row, variables } from './layout.mjs';
import { bars, graph, query, stat, steps, table } from './panels.mjs';

const Z = 'account=~"$account",zone=~"$zone"';
const ERRORS = steps(['green'], ['orange', 0.01], ['red', 0.05]);
const CACHE = steps(['red'], ['orange', 0.3], ['green', 0.6]);

export default dashboard({
  uid: 'cloudflare-zones',
  title: 'Cloudflare / All zones',
  description: 'Traffic of all accounts and zones. Analytics are five to seven minutes old. Needs the recording rules of conf/prometheus/rules.yaml.',
  variables: [variables.datasource, variables.account, variables.zone],
  rows: [
    row(
      'Now',
      stat('Requests', `sum(zone:cloudflare_requests:rate5m{${Z}})`, 'Requests a second, all zones chosen.', { unit: 'reqps' }),
      stat('Transfer', `sum(zone:cloudflare_bandwidth_bytes:rate5m{${Z}})`, 'Bytes a second that Cloudflare sends to clients.', { unit: 'Bps' }),
      stat(
        'Server errors',
        `sum(zone_class:cloudflare_requests:rate5m{${Z},class="5xx"}) / sum(zone:cloudflare_requests:rate5m{${Z}})`,
        'Share of the requests that end in a 5xx, from the edge or the origin.',
        { unit: 'percentunit', thresholds: ERRORS },
      ),
      stat(
        'From cache',
        `sum(rate(cloudflare_zone_bandwidth_cached_total{${Z}}[$__rate_interval])) / sum(rate(cloudflare_zone_bandwidth_total{${Z}}[$__rate_interval]))`,
        'Share of the bytes that came from cache and spared the origin.',
        { unit: 'percentunit', thresholds: CACHE },
      ),
      stat('Threats', `sum(zone:cloudflare_threats:rate5m{${Z}})`, 'Requests a second that Cloudflare takes for threats.', { unit: 'reqps' }),
      stat(
        'Stopped',
        `sum(zone_action:cloudflare_firewall_events:rate5m{${Z},action!~"log|allow|bypass|skip"})`,
        'Events a second in which the firewall blocks or challenges. On the Free plan Cloudflare does not say what was done; all are counted.',
        { unit: 'ops' },
      ),
      stat('Zones with traffic', `count(zone:cloudflare_requests:rate5m{${Z}} > 0)`, 'Zones that had a request within five minutes.', { unit: 'short' }),
      stat(
        'Age of the data',
        'max(account_query:cloudflare_exporter_lag_seconds:max{account=~"$account"})',
        'How old the oldest analytics are. Five to seven minutes are usual.',
        { unit: 's', thresholds: steps(['green'], ['orange', 900], ['red', 1800]) },
      ),
    ),
    row(
      'Traffic',
      graph(
        'Requests by zone',
        query(`topk(10, sum by (account, zone) (rate(cloudflare_zone_requests_total{${Z}}[$__rate_interval])))`, '{{zone}} ({{account}})'),
        'The ten zones with the most requests.',
        { unit: 'reqps' },
      ),
      graph(
        'Transfer by zone',
        query(`topk(10, sum by (account, zone) (rate(cloudflare_zone_bandwidth_total{${Z}}[$__rate_interval])))`, '{{zone}} ({{account}})'),
        'The ten zones with the most bytes sent to clients.',
        { unit: 'Bps' },
      ),
      graph(
        'Requests by class of status',
        query(`sum by (class) (zone_class:cloudflare_requests:rate5m{${Z}})`, '{{class}}'),
        'What the requests ended in. 1xx to 5xx; 499 and the like count as 4xx.',
        { unit: 'reqps', stack: true },
      ),
      graph(
        'Server errors by zone',
        query(`topk(10, zone:cloudflare_requests_5xx:ratio_rate5m{${Z}})`, '{{zone}} ({{account}})'),
        'Share of 5xx of the ten worst zones. CloudflareServerErrors fires above the red line.',
        { unit: 'percentunit', thresholds: steps(['green'], ['red', 0.05]) },
      ),
    ),
    row(
      'Zones',
      table(
        'All zones',
        { zone: 'Zone', account: 'Account' },
        [
          { name: 'Requests', expr: `zone:cloudflare_requests:rate5m{${Z}}`, unit: 'reqps' },
          { name: 'Transfer', expr: `zone:cloudflare_bandwidth_bytes:rate5m{${Z}}`, unit: 'Bps' },
          { name: '5xx', expr: `zone:cloudflare_requests_5xx:ratio_rate5m{${Z}}`, unit: 'percentunit', thresholds: ERRORS },
          { name: '4xx', expr: `zone:cloudflare_requests_4xx:ratio_rate5m{${Z}}`, unit: 'percentunit' },
          { name: 'Cache hits', expr: `zone:cloudflare_cache_hit:ratio_avg1h{${Z}}`, unit: 'percentunit', thresholds: CACHE },
          { name: 'Threats', expr: `zone:cloudflare_threats:rate5m{${Z}}`, unit: 'reqps' },
          { name: 'This month', expr: `sum without (month) (zone:cloudflare_bandwidth_bytes:month_to_date{${Z}})`, unit: 'decbytes' },
          { name: 'By its end', expr: `sum without (month) (zone:cloudflare_bandwidth_bytes:month_projected{${Z}})`, unit: 'decbytes' },
        ],
        'Each zone as it is now. A click on a name opens that zone.',
        {
          sort: 'Requests',
          link: {
            column: 'Zone',
            title: 'Open this zone',
            url: '/d/cloudflare-zone?${datasource:queryparam}&var-account=${__data.fields.Account:percentencode}&var-zone=${__data.fields.Zone:percentencode}&${__url_time_range}',
          },
        },
      ),
    ),
    row(
      'This month',
      graph(
        'Transfer since the month began',
        query(`sum by (account) (zone:cloudflare_bandwidth_bytes:month_to_date{${Z}})`, '{{account}}'),
        'Bytes sent to clients since the first of the month (UTC), or since Prometheus began to count. Exact: differences of counters.',
        { unit: 'decbytes', w: 8 },
      ),
      graph(
        'Transfer by the end of the month',
        query(`sum by (account) (zone:cloudflare_bandwidth_bytes:month_projected{${Z}})`, '{{account}}'),
        'What the month comes to if the rest of it goes like the last 24 hours.',
        { unit: 'decbytes', w: 8 },
      ),
      bars(
        'Requests since the month began',
        query(`topk(10, sum by (account, zone) (zone:cloudflare_requests:month_to_date{${Z}}))`, '{{zone}} ({{account}})'),
        'The ten zones with the most requests of this month.',
        { unit: 'short' },
      ),
    ),
    row(
      'Where from',
      bars(
        'Requests by country',
        query(`topk(10, sum by (country) (rate(cloudflare_zone_requests_country_total{${Z}}[$__rate_interval])))`, '{{country}}'),
        'The ten countries with the most requests. T1 is Tor, XX unknown.',
        { unit: 'reqps' },
      ),
      bars(
        'Transfer by country',
        query(`topk(10, sum by (country) (rate(cloudflare_zone_bandwidth_country_total{${Z}}[$__rate_interval])))`, '{{country}}'),
        'The ten countries with the most bytes.',
        { unit: 'Bps' },
      ),
      bars(
        'Requests by data centre',
        query(`topk(10, sum by (colo) (rate(cloudflare_zone_colocation_requests_total{${Z}}[$__rate_interval])))`, '{{colo}}'),
        'The ten data centres of Cloudflare that answer the most requests, by the code of their airport.',
        { unit: 'reqps' },
      ),
    ),
    row(
      'Alerts',
      table(
        'Alerts',
        { alertname: 'Alert', severity: 'Severity', alertstate: 'State', account: 'Account', zone: 'Zone' },
        [{ name: 'Alerts', expr: 'sum by (alertname, severity, alertstate, account, zone) (ALERTS{alertname=~"Cloudflare.*"})', unit: 'short' }],
        'Alerts of conf/prometheus/alerts.yaml that fire, or are about to (pending). What to do is in the runbook.',
        { sort: 'Severity', desc: false, h: 8, noValue: 'None' },
      ),
    ),
  ],
});
