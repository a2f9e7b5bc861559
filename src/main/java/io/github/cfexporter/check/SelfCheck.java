package io.github.cfexporter.check;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.cloudflare.transport.Transport;
import io.github.cfexporter.config.KindTerms;
import io.github.cfexporter.credentials.Reach;
import io.github.cfexporter.credentials.TokenState;
import io.github.cfexporter.report.findings.CheckReport;
import io.github.cfexporter.report.findings.CheckReport.Section;
import io.github.cfexporter.report.findings.Finding;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Finds out in seconds what the credentials, the plans and the configuration give. */
public final class SelfCheck {
  private final Settings settings;
  private final ApiCalls calls;
  private final VisibleAccounts sights;
  private final OpenSources zoneSources;
  private final OpenSources accountSources;
  private final Costs costs;
  private final SchemaFindings schema;

  /**
   * Prepares a check.
   *
   * @param transport makes the calls; each has the credential's id
   */
  public SelfCheck(Vertx vertx, Transport transport, Settings settings, Catalog catalog) {
    List<GraphqlKind> graphqlKinds = catalog.kinds();
    this.settings = settings;
    this.calls = new ApiCalls(vertx, transport);
    this.sights = new VisibleAccounts(calls, settings);
    this.zoneSources = new OpenSources(graphqlKinds, Scope.ZONE, settings);
    this.accountSources = new OpenSources(graphqlKinds, Scope.ACCOUNT, settings);
    this.costs = new Costs(
        graphqlKinds,
        catalog.restKinds().stream().filter(new KindTerms(settings)::isOn).toList());
    this.schema = new SchemaFindings(calls, catalog);
  }

  /**
   * Asks, and words what was found; never fails because of Cloudflare.
   *
   * @param notes of the configuration, which was read before
   * @param now by which tokens expire
   */
  public Future<CheckReport> run(String version, List<Finding> notes, Instant now) {
    return sights
        .reaches()
        .compose(reaches -> sights.of(reaches).compose(seen -> {
          Limits limits = Limits.ofSome(calls, zoneSources.datasets(), accountSources.datasets());
          return new PermissionProbe(calls, costs)
              .of(seen)
              .compose(rights -> limits
                  .ask(seen)
                  .compose(done -> schema.find(reader(reaches)))
                  .map(files -> new CheckReport(
                      version, sections(notes, now, reaches, seen, rights, limits, files))));
        }));
  }

  /** A credential that is let in, if there is one. */
  private static String reader(List<Reach> reaches) {
    return reaches.stream()
        .map(Reach::token)
        .filter(token -> token.problem().isEmpty())
        .map(TokenState::credential)
        .findFirst()
        .orElse("");
  }

  private List<Section> sections(
      List<Finding> notes,
      Instant now,
      List<Reach> reaches,
      List<VisibleAccount> seen,
      List<PermissionProbe.Right> rights,
      Limits limits,
      List<Finding> files) {
    List<Finding> configuration = new ArrayList<>(notes);
    sights
        .strangers(reaches, seen)
        .forEach(item -> configuration.add(
            Finding.missing(item, "matches nothing that the credentials see", List.of())));
    ZonePlans plans = new ZonePlans(zoneSources, limits);
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("Configuration", configuration));
    if (!files.isEmpty()) {
      sections.add(new Section("Query kinds of your own", files));
    }
    sections.addAll(List.of(
        new Section("Credentials", CredentialFindings.of(reaches, costs, now, calls.trouble())),
        new Section("Accounts and zones", ReachFindings.of(seen)),
        new Section("Permissions", new PermissionFindings(costs).of(seen, rights, limits)),
        new Section("Zones and their sources", plans.findings(seen)),
        new Section(
            "Forecast", List.of(new Forecasts(settings, accountSources, plans, limits).of(seen)))));
    return sections;
  }
}
