import { dashboard, row, variables } from './layout.mjs';
import { bars, graph, query, stat, states, steps, table, upOrDown } from './panels.mjs';

const A = 'account=~"$account"';
const Z = `${A},zone=~"$zone"`;
const ERRORS = steps(['green'], ['orange', 0.01], ['red', 0.05]);
const NONE = steps(['green'], ['red', 1]);

const rate = (by, metric, selector = Z) => `sum by (${by}) (rate(${metric}{${selector}}[$__rate_interval]))`;

export default dashboard({
  uid: 'cloudflare-platform',
  title: 'Cloudflare / Workers and platform',
  description: 'Workers, load balancers, health checks, Logpush and Magic Transit. Needs the recording rules of conf/prometheus/rules.yaml.',
  variables: [variables.datasource, variables.account, variables.zone],
  rows: [
    row(
      'Now',
      stat('Worker requests', `sum(worker:cloudflare_requests:rate5m{${A}})`, 'Requests a second to all Workers.', { unit: 'reqps', w: 4 }),
      stat('Worker errors', `sum(rate(cloudflare_worker_errors_total{${A}}[$__rate_interval])) / sum(rate(cloudflare_worker_requests_total{${A}}[$__rate_interval]))`, 'Share of the requests to Workers that fail.', { unit: 'percentunit', w: 4, thresholds: ERRORS }),
      stat('Unhealthy pools', `count(min by (account, zone, lb_name, pool_name) (cloudflare_zone_pool_health_status{${Z}}) == 0) or vector(0)`, 'Pools of load balancers that were unhealthy at their newest request.', { unit: 'short', w: 4, thresholds: NONE }),
      stat(
        'Failed health checks',
        `sum(rate(cloudflare_zone_health_check_events_origin_total{${Z},health_status="Unhealthy"}[$__rate_interval])) / sum(rate(cloudflare_zone_health_check_events_origin_total{${Z}}[$__rate_interval]))`,
        'Share of the health checks that fail.',
        { unit: 'percentunit', w: 4, thresholds: ERRORS },
      ),
      stat(
        'Failed Logpush deliveries',
        `(sum(increase(cloudflare_logpush_failed_jobs_account_total{${A}}[1h])) or vector(0)) + (sum(increase(cloudflare_logpush_failed_jobs_zone_total{${Z}}[1h])) or vector(0))`,
        'Failed pushes of the last hour, of accounts and zones.',
        { unit: 'short', w: 4, decimals: 0, thresholds: NONE },
      ),
      stat('Unhealthy tunnels', `sum(cloudflare_magic_transit_active_tunnels{${A}}) - sum(cloudflare_magic_transit_healthy_tunnels{${A}})`, 'Magic Transit tunnels with traffic that fail checks.', { unit: 'short', w: 4, thresholds: NONE }),
    ),
    row(
      'Workers',
      graph('Requests', query(`topk(10, worker:cloudflare_requests:rate5m{${A}})`, '{{script_name}} ({{account}})'), 'The ten busiest Workers.', { unit: 'reqps' }),
      graph('Errors', query(`topk(10, worker:cloudflare_errors:ratio_rate5m{${A}})`, '{{script_name}} ({{account}})'), 'Share of failed requests of the ten worst Workers. CloudflareWorkerErrors fires above the red line.', { unit: 'percentunit', thresholds: steps(['green'], ['red', 0.05]) }),
      graph('CPU time', query(`max by (script_name, quantile) (cloudflare_worker_cpu_time_seconds{${A},quantile=~"P50|P99"})`, '{{script_name}} {{quantile}}'), 'CPU time of a request in the last window: median and the 99th percentile. The limit is 10 ms on the Free plan, 30 s on others unless set.', { unit: 's' }),
      graph('Elapsed time', query(`max by (script_name, quantile) (cloudflare_worker_duration_seconds{${A},quantile=~"P50|P99"})`, '{{script_name}} {{quantile}}'), 'Elapsed time of a request in the last window, waiting included.', { unit: 's' }),
      table(
        'All Workers',
        { script_name: 'Worker', account: 'Account' },
        [
          { name: 'Requests', expr: `worker:cloudflare_requests:rate5m{${A}}`, unit: 'reqps' },
          { name: 'Errors', expr: `worker:cloudflare_errors:ratio_rate5m{${A}}`, unit: 'percentunit', thresholds: ERRORS },
          { name: 'CPU P50', expr: `max by (account, script_name) (cloudflare_worker_cpu_time_seconds{${A},quantile="P50"})`, unit: 's' },
          { name: 'CPU P99', expr: `max by (account, script_name) (cloudflare_worker_cpu_time_seconds{${A},quantile="P99"})`, unit: 's' },
          { name: 'Elapsed P99', expr: `max by (account, script_name) (cloudflare_worker_duration_seconds{${A},quantile="P99"})`, unit: 's' },
        ],
        'Each Worker as it is now.',
        { sort: 'Requests', h: 8 },
      ),
    ),
    row(
      'Load balancers',
      graph('Requests by pool', query(`topk(10, ${rate('lb_name, pool_name', 'cloudflare_zone_pool_requests_total')})`, '{{lb_name}} {{pool_name}}'), 'The ten busiest pools.', { unit: 'reqps', w: 8 }),
      states('Health of pools', query(`bottomk(12, min by (lb_name, pool_name) (cloudflare_zone_pool_health_status{${Z}}))`, '{{lb_name}} {{pool_name}}'), 'Whether a pool was healthy at its newest request; twelve pools, unhealthy ones first.', {
        unit: 'short',
        w: 8,
        mappings: upOrDown('healthy', 'unhealthy'),
        thresholds: steps(['red'], ['green', 1]),
      }),
      graph('Round trip to pools', query(`topk(10, avg by (lb_name, pool_name) (cloudflare_zone_lb_pool_rtt_seconds{${Z}}))`, '{{lb_name}} {{pool_name}}'), 'Mean round trip of the last window; the ten slowest pools.', { unit: 's', w: 8 }),
      bars('Requests by origin', query(`topk(10, ${rate('pool_name, origin_name', 'cloudflare_zone_pool_requests_total')})`, '{{pool_name}} {{origin_name}}'), 'The ten origins that get the most requests.', { unit: 'reqps' }),
      bars('Weight of origins', query(`topk(10, avg by (pool_name, origin_name) (cloudflare_zone_lb_origin_weight{${Z}}))`, '{{pool_name}} {{origin_name}}'), 'Configured weights of origins that are enabled, 0 to 1.', { unit: 'percentunit', max: 1 }),
      table(
        'Load balancers',
        { lb_name: 'Load balancer', zone: 'Zone', policy: 'Steering' },
        [{ name: 'In use', expr: `max by (lb_name, zone, policy) (cloudflare_zone_lb_steering_policy_info{${Z}})`, unit: 'short' }],
        'By which policies load balancers choose pools.',
        { sort: 'Load balancer', desc: false, h: 8, w: 8 },
      ),
    ),
    row(
      'Health checks',
      graph('Failed checks', query(`topk(10, ${rate('fqdn, failure_reason', 'cloudflare_zone_health_check_events_origin_total', `${Z},health_status="Unhealthy"`)})`, '{{fqdn}}: {{failure_reason}}'), 'The ten origins that fail most, and why.', { unit: 'ops' }),
      graph(
        'How long a check takes',
        [
          query(`avg(cloudflare_zone_health_check_tcp_connection_seconds{${Z}})`, 'connect'),
          query(`avg(cloudflare_zone_health_check_tls_handshake_seconds{${Z}})`, 'TLS'),
          query(`avg(cloudflare_zone_health_check_rtt_seconds{${Z}})`, 'round trip'),
          query(`avg(cloudflare_zone_health_check_ttfb_seconds{${Z}})`, 'first byte'),
        ],
        'Means of the last window over all origins.',
        { unit: 's' },
      ),
    ),
    row(
      'Logpush and Magic Transit',
      graph(
        'Failed Logpush deliveries',
        [
          query(rate('job_id, destination_type', 'cloudflare_logpush_failed_jobs_account_total', A), 'account job {{job_id}} to {{destination_type}}'),
          query(`topk(10, ${rate('zone, job_id, destination_type', 'cloudflare_logpush_failed_jobs_zone_total')})`, '{{zone}} job {{job_id}} to {{destination_type}}'),
        ],
        'Failed pushes a second; of the jobs of zones, the ten worst. Cloudflare does not keep what it cannot deliver.',
        { unit: 'ops' },
      ),
      graph(
        'Magic Transit tunnels',
        [
          query(`sum by (account) (cloudflare_magic_transit_active_tunnels{${A}})`, 'active ({{account}})'),
          query(`sum by (account) (cloudflare_magic_transit_healthy_tunnels{${A}})`, 'healthy ({{account}})'),
        ],
        'Tunnels with traffic in the last six hours, and those of them without a failed check.',
        { unit: 'short', w: 6 },
      ),
      graph(
        'Magic Transit checks',
        [
          query(`sum by (account) (cloudflare_magic_transit_tunnel_failures{${A}})`, 'failed checks ({{account}})'),
          query(`sum by (account) (cloudflare_magic_transit_edge_colo_count{${A}})`, 'data centres ({{account}})'),
        ],
        'Failed checks of the last window, and how many data centres checked.',
        { unit: 'short', w: 6 },
      ),
    ),
  ],
});
