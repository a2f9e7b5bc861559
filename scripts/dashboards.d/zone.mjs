import { dashboard, row, variables } from './layout.mjs';
import { bars, graph, query, stat, states, steps, table, upOrDown } from './panels.mjs';

const Z = 'account=~"$account",zone=~"$zone"';
const H = `${Z},host=~"$host"`;
const ERRORS = steps(['green'], ['orange', 0.01], ['red', 0.05]);
const LEFT = steps(['red'], ['orange', 3 * 86400], ['green', 14 * 86400]);

const rate = (by, metric, selector = Z) => `sum by (${by}) (rate(${metric}{${selector}}[$__rate_interval]))`;

export default dashboard({
  uid: 'cloudflare-zone',
  title: 'Cloudflare / One zone',
  description: 'Everything about one zone. Analytics are five to seven minutes old. Needs the recording rules of conf/prometheus/rules.yaml.',
  variables: [variables.datasource, variables.account, variables.oneZone, variables.host],
  rows: [
    row(
      'Now',
      stat('Requests', `sum(zone:cloudflare_requests:rate5m{${Z}})`, 'Requests a second.', { unit: 'reqps' }),
      stat('Transfer', `sum(zone:cloudflare_bandwidth_bytes:rate5m{${Z}})`, 'Bytes a second sent to clients.', { unit: 'Bps' }),
      stat('Server errors', `max(zone:cloudflare_requests_5xx:ratio_rate5m{${Z}})`, 'Share of the requests that end in a 5xx.', { unit: 'percentunit', thresholds: ERRORS }),
      stat('Cache hits', `avg(cloudflare_zone_cache_hit_ratio{${Z}})`, 'Share of the requests of the last window that came from cache.', {
        unit: 'percentunit',
        thresholds: steps(['red'], ['orange', 0.3], ['green', 0.6]),
      }),
      stat('Page views', rate('zone', 'cloudflare_zone_pageviews_total'), 'Page views a second.', { unit: 'ops' }),
      stat(
        'Clients',
        `sum(rate(cloudflare_zone_uniques_total{${Z}}[$__rate_interval])) * 60`,
        'Different client addresses in a minute, as a mean. Not on the Free plan.',
        { unit: 'short', decimals: 0 },
      ),
      stat('Transfer this month', `sum(zone:cloudflare_bandwidth_bytes:month_to_date{${Z}})`, 'Bytes since the first of the month (UTC), or since Prometheus began to count.', { unit: 'decbytes', graph: false }),
      stat('By its end', `sum(zone:cloudflare_bandwidth_bytes:month_projected{${Z}})`, 'What the month comes to if the rest goes like the last 24 hours.', { unit: 'decbytes', graph: false }),
    ),
    row(
      'Requests',
      graph('By status', query(rate('status', 'cloudflare_zone_requests_status_total'), '{{status}}'), 'Requests by the status of the answer.', { unit: 'reqps', stack: true }),
      graph('By host', query(`topk(10, ${rate('host', 'cloudflare_zone_requests_status_country_host_total', H)})`, '{{host}}'), 'The ten hosts with the most requests. "other" holds what came after the cap of series.', { unit: 'reqps' }),
      graph('By method', query(rate('method', 'cloudflare_zone_requests_by_method_total'), '{{method}}'), 'Requests by HTTP method.', { unit: 'reqps', w: 8, stack: true }),
      graph('By HTTP version', query(rate('http_version', 'cloudflare_zone_requests_http_version_total'), '{{http_version}}'), 'Requests by version of HTTP.', { unit: 'reqps', w: 8, stack: true }),
      graph('By content type', query(`topk(10, ${rate('content_type', 'cloudflare_zone_requests_content_type_total')})`, '{{content_type}}'), 'The ten most frequent types of content.', { unit: 'reqps', w: 8, stack: true }),
    ),
    row(
      'Transfer and cache',
      graph(
        'From cache and from the origin',
        [
          query(rate('zone', 'cloudflare_zone_bandwidth_cached_total'), 'from cache'),
          query(`${rate('zone', 'cloudflare_zone_bandwidth_total')} - ${rate('zone', 'cloudflare_zone_bandwidth_cached_total')}`, 'from the origin'),
        ],
        'Bytes a second by where they came from.',
        { unit: 'Bps', w: 8, stack: true },
      ),
      graph('Transfer by content type', query(`topk(10, ${rate('content_type', 'cloudflare_zone_bandwidth_content_type_total')})`, '{{content_type}}'), 'The ten types of content with the most bytes.', { unit: 'Bps', w: 8, stack: true }),
      graph('Time to the origin on a miss', query(`avg by (host) (cloudflare_zone_cache_miss_origin_duration_seconds{${H}})`, '{{host}}'), 'How long the origin takes when the cache has not got it: mean of the last window.', { unit: 's', w: 8 }),
    ),
    row(
      'Origin',
      graph('Answers of the origin', query(rate('origin_status', 'cloudflare_zone_requests_origin_status_country_host_total', H), '{{origin_status}}'), 'Requests by the status of the origin. 0: the origin was not asked.', { unit: 'reqps', w: 8, stack: true }),
      graph(
        'Errors of the origin',
        [
          query(rate('status', 'cloudflare_zone_customer_error_5xx_total', H), '{{status}}'),
          query(rate('status', 'cloudflare_zone_customer_error_4xx_total', H), '{{status}}'),
        ],
        'Requests that the origin answered with 4xx or 5xx.',
        { unit: 'reqps', w: 8 },
      ),
      graph('Time to an error', query(`avg by (status) (cloudflare_zone_origin_response_duration_seconds{${H}})`, '{{status}}'), 'How long the origin takes to answer with an error: mean of the last window.', { unit: 's', w: 8 }),
    ),
    row(
      'Where from',
      bars('Requests by country', query(`topk(10, ${rate('country', 'cloudflare_zone_requests_country_total')})`, '{{country}}'), 'The ten countries with the most requests.', { unit: 'reqps', w: 6 }),
      bars('Requests by data centre', query(`topk(10, ${rate('colo', 'cloudflare_zone_colocation_requests_total', H)})`, '{{colo}}'), 'The ten data centres with the most requests.', { unit: 'reqps', w: 6 }),
      bars('Errors by data centre', query(`topk(10, ${rate('colo', 'cloudflare_zone_colocation_error_requests_total', H)})`, '{{colo}}'), 'The ten data centres that answer the most 4xx and 5xx: trouble at one of them is trouble on the way to the origin.', { unit: 'reqps', w: 6 }),
      bars('Page views by browser', query(`topk(10, ${rate('family', 'cloudflare_zone_requests_browser_map_page_views_total')})`, '{{family}}'), 'The ten most frequent browsers.', { unit: 'ops', w: 6 }),
    ),
    row(
      'Load balancers and health checks',
      graph('Requests by pool', query(rate('lb_name, pool_name', 'cloudflare_zone_pool_requests_total'), '{{lb_name}} {{pool_name}}'), 'Requests that load balancers sent to each pool.', { unit: 'reqps', w: 8, stack: true }),
      states('Health of pools', query(`min by (lb_name, pool_name) (cloudflare_zone_pool_health_status{${Z}})`, '{{lb_name}} {{pool_name}}'), 'Whether a pool was healthy at its newest request.', {
        unit: 'short',
        w: 8,
        mappings: upOrDown('healthy', 'unhealthy'),
        thresholds: steps(['red'], ['green', 1]),
      }),
      graph('Health checks', query(rate('fqdn, health_status', 'cloudflare_zone_health_check_events_origin_total'), '{{fqdn}} {{health_status}}'), 'Checks a second by outcome.', { unit: 'ops', w: 8 }),
    ),
    row(
      'Certificates',
      table(
        'Certificates',
        { type: 'Type', issuer: 'Issuer', status: 'Status' },
        [{ name: 'Expires in', expr: `min by (type, issuer, status) (cloudflare_zone_certificate_validation_status{${Z}}) - time()`, unit: 's', thresholds: LEFT }],
        'How long the certificates of the zone are still good for.',
        { sort: 'Expires in', desc: false, h: 6 },
      ),
    ),
  ],
});
