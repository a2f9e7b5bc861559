/**
 * The series under the names that other exporters give them, for dashboards and alerts that were made
 * for those. What is called how is data: {@code names/*.yaml}.
 */
package io.github.cfexporter.naming;
