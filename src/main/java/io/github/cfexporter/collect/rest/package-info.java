/** Query kinds that are asked over REST: gauges that stand until their time to live has passed. */
package io.github.cfexporter.collect.rest;
