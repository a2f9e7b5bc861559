/**
 * Who may ask what: logins and their throttling, names of this host, same origin. Decides and counts;
 * the routes act.
 */
package io.github.cfexporter.http.access;
