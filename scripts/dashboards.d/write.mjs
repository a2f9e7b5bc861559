// Writes the dashboards as JSON: node write.mjs FOLDER

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import exporter from './exporter.mjs';
import platform from './platform.mjs';
import security from './security.mjs';
import zone from './zone.mjs';
import zones from './zones.mjs';

for (const dashboard of [zones, zone, security, platform, exporter]) {
  const name = dashboard.uid.replace('cloudflare-', '') + '.json';
  writeFileSync(join(process.argv[2], name), JSON.stringify(dashboard, null, 2) + '\n');
}
