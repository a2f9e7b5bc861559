/**
 * The REST API: lists and their pages, resources, errors.
 */
package io.github.cfexporter.simulator.rest;
