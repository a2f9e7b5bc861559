import { dashboard, row, variables } from './layout.mjs';
import { graph, query, stat, steps, table, upOrDown } from './panels.mjs';

const A = 'account=~"$account"';
const J = 'job=~"cloudflare.*"';
const NONE = steps(['green'], ['red', 1]);
const AGE = steps(['green'], ['orange', 900], ['red', 1800]);

const rate = (by, metric, selector = '') => `sum by (${by}) (rate(${metric}{${selector}}[$__rate_interval]))`;

export default dashboard({
  uid: 'cloudflare-exporter',
  title: 'Cloudflare / Exporter',
  description: 'Whether the numbers of the other dashboards come, are fresh and whole, and what they cost. The process panels ask for job=~"cloudflare.*". Needs the recording rules of conf/prometheus/rules.yaml.',
  variables: [variables.datasource, variables.account],
  rows: [
    row(
      'Now',
      stat('Access', 'min(cloudflare_exporter_up)', 'Whether every token is let in and the zones of every account could be listed.', {
        unit: 'short',
        graph: false,
        mappings: upOrDown('OK', 'refused'),
        thresholds: steps(['red'], ['green', 1]),
      }),
      stat('Age of the data', `max(account_query:cloudflare_exporter_lag_seconds:max{${A}})`, 'How old the oldest analytics are. Five to seven minutes are usual.', { unit: 's', thresholds: AGE }),
      stat('Zones', 'sum(cloudflare_zones_processed)', 'Zones of which at least one window has been fetched.', { unit: 'short' }),
      stat('Zones without data', 'sum(cloudflare_zones_filtered) - sum(cloudflare_zones_processed) - sum(cloudflare_zones_skipped_free_tier)', 'Zones that are selected and never were fetched.', { unit: 'short', thresholds: NONE }),
      stat('Series', 'sum(cloudflare_exporter_series)', 'Series of Cloudflare that are served.', { unit: 'short' }),
      stat('GraphQL calls left', 'min(cloudflare_exporter_api_budget_remaining{api="graphql"})', 'Calls that may still leave in the current five minutes.', { unit: 'short', thresholds: steps(['red'], ['orange', 15], ['green', 60]) }),
      stat('Lost', `sum(increase(cloudflare_exporter_lost_seconds_total{${A}}[$__range]))`, 'Time of zones that was given up, in the range that is shown.', { unit: 's', graph: false, thresholds: NONE }),
      stat('Token expires in', 'min(cloudflare_exporter_token_expiry_timestamp_seconds) - time()', 'Time until the first token expires.', {
        unit: 's',
        graph: false,
        noValue: 'never',
        thresholds: steps(['red'], ['orange', 2 * 86400], ['green', 14 * 86400]),
      }),
    ),
    row(
      'Freshness',
      graph('Age of analytics', query(`max by (query) (account_query:cloudflare_exporter_lag_seconds:max{${A}})`, '{{query}}'), 'How old the oldest data of each query kind is. CloudflareDataLate fires above the red line.', { unit: 's', w: 8, thresholds: steps(['green'], ['red', 1200]) }),
      graph('Age of certificates and weights', query(`max by (query) (cloudflare_exporter_lag_seconds{${A},query=~"ssl-certificates|lb-weight-metrics|load-balancer-pools|custom-hostnames|tunnel-metrics|queue-names|d1-names|kv-names"})`, '{{query}}'), 'How long ago they were read, at worst; every half hour is usual. CloudflareListsLate fires above the red line.', { unit: 's', w: 8, thresholds: steps(['green'], ['red', 7200]) }),
      graph('Since the last success', query(`max by (account) (time() - cloudflare_exporter_last_success_timestamp_seconds{${A},query!~"ssl-certificates|lb-weight-metrics|load-balancer-pools|custom-hostnames|tunnel-metrics|queue-names|d1-names|kv-names"})`, '{{account}}'), 'Time since each query kind was last fetched, at worst, by account.', { unit: 's', w: 8 }),
      graph('Fetches', query(rate('outcome', 'cloudflare_exporter_fetches_total'), '{{outcome}}'), 'Sources fetched for a zone, by outcome.', { unit: 'ops', w: 8, stack: true }),
      graph('Errors', query(`sum by (error_code) (account_code:cloudflare_exporter_errors:rate15m)`, '{{error_code}}'), 'Calls that gave no data, by cause.', { unit: 'ops', w: 8 }),
      graph(
        'Lost, truncated, refused',
        [
          query(`sum(increase(cloudflare_exporter_lost_seconds_total{${A}}[1h]))`, 'lost seconds of zones'),
          query(`sum(increase(cloudflare_exporter_truncated_total{${A}}[1h]))`, 'truncated windows'),
          query(`sum(increase(cloudflare_exporter_refused_values_total{${A}}[1h]))`, 'refused values'),
        ],
        'What is missing for ever, by the hour. All should be zero.',
        { unit: 'short', w: 8 },
      ),
      graph('Width of windows', query(`max by (query) (cloudflare_exporter_window_seconds{${A}})`, '{{query}}'), 'How much time one fetch asks for, at most. It grows while calls are short, or while an outage is caught up.', { unit: 's', w: 8 }),
      graph('Counted, of what Cloudflare says later', query(`min by (query) (cloudflare_exporter_audit_ratio{${A}})`, '{{query}}'), 'What was counted of an hour over what Cloudflare says of it an hour later. CloudflareCountsDiffer fires when it is off by 1 % for hours. Empty for two hours after a start.', { unit: 'percentunit', w: 8, min: undefined }),
      graph('Came too late', query(`sum by (query) (increase(cloudflare_exporter_audit_late_total{${A}}[1h]))`, '{{query}}'), 'Requests, events and so on that came after their window was read, as audits found by the hour. A higher scrapeDelaySeconds waits for them.', { unit: 'short', w: 8 }),
    ),
    row(
      'Budget of calls',
      graph('Calls', query(rate('api', 'cloudflare_exporter_permits_issued_total'), '{{api}}'), 'Calls a second to each API of Cloudflare.', { unit: 'reqps', w: 6 }),
      graph('Calls left', query('min by (api) (cloudflare_exporter_api_budget_remaining)', '{{api}}'), 'Calls that may still leave in the current five minutes. CloudflareApiBudgetExhausted fires below 15.', { unit: 'short', w: 6 }),
      graph('Waiting for a turn', query('max(cloudflare_exporter_permit_wait_seconds)', 'latest call'), 'How long the latest call waited for its permit.', { unit: 's', w: 6 }),
      graph('Duration of calls', query(`histogram_quantile(0.95, ${rate('api, le', 'cloudflare_exporter_api_request_duration_seconds_bucket', J)})`, '{{api}}'), '95 of 100 calls to Cloudflare took no longer, with those that failed.', { unit: 's', w: 6 }),
      graph('Cost', query('sum(rate(cloudflare_exporter_graphql_cost_total[$__rate_interval]))', 'cost'), 'What Cloudflare charges for GraphQL queries, in its own undocumented unit.', { unit: 'ops', w: 8 }),
      graph('Whose budget', query('max by (mode) (cloudflare_exporter_rate_limit_mode)', '{{mode}}'), '1 for the budget that holds now: of the token or of each account.', { unit: 'short', w: 8, max: 1 }),
      table('Tokens', { token: 'Token' }, [{ name: 'Let in', expr: 'min by (token) (cloudflare_exporter_token_up)', unit: 'short', thresholds: steps(['red'], ['green', 1]) }], 'Tokens by the beginning of their hash.', { sort: 'Token', desc: false, w: 8, h: 8, mappings: upOrDown('yes', 'no') }),
    ),
    row(
      'Series',
      graph('Series by query kind', query('sum by (query) (cloudflare_exporter_series)', '{{query}}'), 'Series served. What nobody looks at is saved with metricsDenylist.', { unit: 'short', stack: true }),
      graph('Capped', query(`sum by (query) (rate(cloudflare_exporter_capped_label_sets_total{${A}}[$__rate_interval]))`, '{{query}}'), 'Label sets a second that found no room and count as other.', { unit: 'ops', w: 6 }),
      graph('Capped metrics', query(`sum by (query) (cloudflare_exporter_capped_families{${A}})`, '{{query}}'), 'Metrics of zones that are at the cap of series.', { unit: 'short', w: 6 }),
      table('Sources', { account: 'Account', query: 'Query kind', source: 'Dataset' }, [{ name: 'Zones', expr: `max by (account, query, source) (cloudflare_exporter_source_enabled{${A}})`, unit: 'short' }], 'Of how many zones each dataset is read; 1 for datasets of an account.', { sort: 'Zones', h: 8 }),
    ),
    row(
      'Process',
      graph('Memory', [query(`sum by (instance) (jvm_memory_used_bytes{${J},area="heap"})`, 'heap used {{instance}}'), query(`max by (instance) (jvm_memory_max_bytes{${J},area="heap"})`, 'heap limit {{instance}}')], 'Heap of the Java process.', { unit: 'bytes', w: 8 }),
      graph('CPU', query(`sum by (instance) (process_cpu_usage{${J}})`, '{{instance}}'), 'Share of all cores that the process uses.', { unit: 'percentunit', w: 8 }),
      graph('Garbage collection', query(`sum by (instance) (rate(jvm_gc_pause_seconds_sum{${J}}[$__rate_interval]))`, '{{instance}}'), 'Share of the time in which the process stood still.', { unit: 'percentunit', w: 8 }),
      graph('HTTP answers', query(`sum by (code) (rate(vertx_http_server_requests_total{${J}}[$__rate_interval]))`, '{{code}}'), 'What the exporter answers, by status.', { unit: 'reqps', w: 6 }),
      graph('Duration of answers', query(`histogram_quantile(0.95, ${rate('method, le', 'vertx_http_server_response_time_seconds_bucket', J)})`, '{{method}}'), '95 of 100 requests to the exporter were answered in no more time, to the last byte that a reader took.', { unit: 's', w: 6 }),
      graph('Turned away', query(rate('reason', 'cloudflare_exporter_http_refused_total'), '{{reason}}'), 'Requests and connections that the server refused.', { unit: 'reqps', w: 6 }),
      graph('Clock and database', [query('max(abs(cloudflare_exporter_clock_skew_seconds))', 'clock less Cloudflare\'s'), query('min(cloudflare_exporter_database_up)', 'database up')], 'Seconds by which the clock is wrong, and 1 while the database can be used.', { unit: 'short', w: 6 }),
      graph('Cluster', [query('min(cloudflare_exporter_cluster_nodes)', 'nodes'), query('min(cloudflare_exporter_cluster_safe)', 'safe')], 'Nodes that see each other, and 1 while any one of them may be lost. Empty for a node that runs alone.', { unit: 'short', w: 8 }),
      table('Versions', { instance: 'Node', version: 'Version', java: 'Java' }, [{ name: 'Runs', expr: 'max by (instance, version, java) (cloudflare_exporter_build_info)', unit: 'short' }], 'What runs where.', { sort: 'Node', desc: false, h: 8, w: 16 }),
    ),
  ],
});
