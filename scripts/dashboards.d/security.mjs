import { dashboard, row, variables } from './layout.mjs';
import { bars, graph, query, stat, steps, table } from './panels.mjs';

const Z = 'account=~"$account",zone=~"$zone"';
const H = `${Z},host=~"$host"`;
const STOPPED = 'action!~"log|allow|bypass|skip"';
const LEFT = steps(['red'], ['orange', 3 * 86400], ['green', 14 * 86400]);

const rate = (by, metric, selector = Z) => `sum by (${by}) (rate(${metric}{${selector}}[$__rate_interval]))`;
const share = (part, whole) => `sum(rate(${part}[$__rate_interval])) / sum(rate(${whole}[$__rate_interval]))`;

export default dashboard({
  uid: 'cloudflare-security',
  title: 'Cloudflare / Security',
  description: 'Firewall, threats, bots, encryption and certificates. On the Free plan security events have no labels but the zone. Needs the recording rules of conf/prometheus/rules.yaml.',
  variables: [variables.datasource, variables.account, variables.zone, variables.host],
  rows: [
    row(
      'Now',
      stat('Firewall events', `sum(zone_action:cloudflare_firewall_events:rate5m{${Z}})`, 'Security events a second, whatever was done. One request may cause several.', { unit: 'ops', w: 4 }),
      stat('Blocked or challenged', `sum(zone_action:cloudflare_firewall_events:rate5m{${Z},${STOPPED}})`, 'Events a second in which the firewall stopped somebody.', { unit: 'ops', w: 4 }),
      stat('Threats', `sum(zone:cloudflare_threats:rate5m{${Z}})`, 'Requests a second that Cloudflare takes for threats.', { unit: 'reqps', w: 4 }),
      stat('Probable bots', `sum(rate(cloudflare_zone_firewall_bots_detected_total{${Z}}[$__rate_interval]))`, 'Security events a second of probable bots. Only with Bot Management.', { unit: 'ops', w: 4 }),
      stat(
        'Encrypted',
        share(`cloudflare_zone_requests_ssl_encrypted_total{${Z}}`, `cloudflare_zone_requests_total{${Z}}`),
        'Share of the requests that came over TLS.',
        { unit: 'percentunit', w: 4, thresholds: steps(['red'], ['orange', 0.9], ['green', 0.99]) },
      ),
      stat(
        'Next certificate expires in',
        `min(cloudflare_zone_certificate_validation_status{${Z},status!="expired"}) - time()`,
        'Time until the first certificate of these zones expires.',
        { unit: 's', w: 4, graph: false, thresholds: LEFT },
      ),
    ),
    row(
      'Firewall',
      graph('By action', query(rate('action', 'cloudflare_zone_firewall_events_total', H), '{{action}}'), 'What the firewall did.', { unit: 'ops', stack: true }),
      graph('By product', query(rate('source', 'cloudflare_zone_firewall_events_total', H), '{{source}}'), 'Which product of Cloudflare did it: custom rules, managed rules, rate limits.', { unit: 'ops', stack: true }),
      graph('By zone', query(`topk(10, ${rate('account, zone', 'cloudflare_zone_firewall_events_total', H)})`, '{{zone}} ({{account}})'), 'The ten zones with the most security events.', { unit: 'ops', w: 8 }),
      bars('By country', query(`topk(10, ${rate('country', 'cloudflare_zone_firewall_events_total', `${H},country!=""`)})`, '{{country}}'), 'The ten countries with the most security events.', { unit: 'ops' }),
      bars('By host', query(`topk(10, ${rate('host', 'cloudflare_zone_firewall_events_total', `${H},host!=""`)})`, '{{host}}'), 'The ten hosts with the most security events.', { unit: 'ops' }),
      table(
        'Rules',
        { zone: 'Zone', rule: 'Rule', source: 'Product', action: 'Action' },
        [{ name: 'Events', expr: `topk(25, ${rate('zone, rule, source, action', 'cloudflare_zone_firewall_events_total', `${H},rule!=""`)})`, unit: 'ops' }],
        'The 25 rules that match most often. A rule that blocks far more than usual after a change hits the wrong people.',
        { sort: 'Events', h: 9 },
      ),
    ),
    row(
      'Threats and bots',
      graph('Threats by type', query(rate('type', 'cloudflare_zone_threats_type_total'), '{{type}}'), 'What Cloudflare took the requests for.', { unit: 'reqps', w: 8, stack: true }),
      bars('Threats by country', query(`topk(10, ${rate('country', 'cloudflare_zone_threats_country_total')})`, '{{country}}'), 'The ten countries with the most threats.', { unit: 'reqps' }),
      graph('Classes of addresses', query(rate('ip_class', 'cloudflare_zone_requests_ip_class_total'), '{{ip_class}}'), 'Requests by what Cloudflare knows of the client address.', { unit: 'reqps', w: 8, stack: true }),
      graph('Bots by score', query(rate('bot_score', 'cloudflare_zone_firewall_bots_detected_total'), '{{bot_score}}'), 'Security events of probable bots by score: the lower, the surer.', { unit: 'ops', w: 8, stack: true }),
      graph('Bots by how they were found', query(rate('detection_source', 'cloudflare_zone_firewall_bots_detected_total'), '{{detection_source}}'), 'Security events of probable bots by what gave them away.', { unit: 'ops', w: 8, stack: true }),
      bars('Bots by country', query(`topk(10, ${rate('country', 'cloudflare_zone_bot_requests_by_country_total')})`, '{{country}}'), 'The ten countries with the most probable bots.', { unit: 'ops' }),
    ),
    row(
      'Somebody looks for holes',
      graph('Client errors by zone', query(`topk(10, zone:cloudflare_requests_4xx:ratio_rate5m{${Z}})`, '{{zone}} ({{account}})'), 'Share of 4xx of the ten zones with the most: scanners ask for what is not there.', { unit: 'percentunit' }),
      graph('Unusual methods', query(rate('method', 'cloudflare_zone_requests_by_method_total', `${Z},method!~"GET|HEAD|POST"`), '{{method}}'), 'Requests with a method other than GET, HEAD and POST.', { unit: 'reqps' }),
    ),
    row(
      'Encryption',
      graph('Versions of TLS', query(rate('ssl_protocol', 'cloudflare_zone_requests_ssl_protocol_total'), '{{ssl_protocol}}'), 'Requests by version of TLS; none is plain HTTP.', { unit: 'reqps', stack: true }),
      graph(
        'Plain HTTP by zone',
        query(`topk(10, ${rate('account, zone', 'cloudflare_zone_requests_total')} - ${rate('account, zone', 'cloudflare_zone_requests_ssl_encrypted_total')})`, '{{zone}} ({{account}})'),
        'The ten zones with the most requests without TLS.',
        { unit: 'reqps' },
      ),
      table(
        'Certificates',
        { zone: 'Zone', account: 'Account', type: 'Type', issuer: 'Issuer', status: 'Status' },
        [{ name: 'Expires in', expr: `min by (zone, account, type, issuer, status) (cloudflare_zone_certificate_validation_status{${Z}}) - time()`, unit: 's', thresholds: LEFT }],
        'All certificates, the next to expire first.',
        { sort: 'Expires in', desc: false },
      ),
    ),
  ],
});
