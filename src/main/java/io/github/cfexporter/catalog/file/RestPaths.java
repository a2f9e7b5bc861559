package io.github.cfexporter.catalog.file;

import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.rest.RestResource;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Checks the paths of REST resources: nothing is read but what the scope has, page by page. */
final class RestPaths {
  private static final Pattern PATH =
      Pattern.compile("(?!.*\\.\\.)/[A-Za-z0-9_./{}-]+(\\?[A-Za-z0-9_.=&,%-]+)?");
  private static final String PATH_FORM =
      "a path of the REST API without the base URL, such as /zones/{zone}/custom_hostnames?ssl=1";
  private static final Pattern PLACE = Pattern.compile("\\{([^}]*)}");
  private static final Pattern PAGING = Pattern.compile("[?&](page|per_page|cursor)=");

  static Optional<String> checked(YamlNode node, Scope scope, boolean hasParent) {
    Optional<String> path = node.text(PATH, PATH_FORM);
    path.ifPresent(text -> check(text, node, scope, hasParent));
    return path;
  }

  private static void check(String path, YamlNode node, Scope scope, boolean hasParent) {
    boolean begins = path.startsWith("/accounts/" + RestResource.ACCOUNT + "/")
        || (scope == Scope.ZONE && path.startsWith("/zones/" + RestResource.ZONE + "/"));
    if (!begins) {
      node.mistake("must begin with /accounts/{account}/"
          + (scope == Scope.ZONE
              ? " or /zones/{zone}/"
              : "; the scope zone allows /zones/{zone}/"));
    }
    if (PAGING.matcher(path).find()) {
      node.mistake("must not say page, per_page or cursor: answer and pageSize do");
    }
    Set<String> given = Set.of(RestResource.ACCOUNT, RestResource.ZONE);
    for (MatchResult place : PLACE.matcher(path).results().toList()) {
      boolean ofParent = hasParent && Syntax.PATH.matcher(place.group(1)).matches();
      if (!given.contains(place.group()) && !ofParent) {
        node.mistake(place.group()
            + " is not known; allowed are {account}, {zone} and fields of the parent");
      }
    }
  }

  private RestPaths() {}
}
