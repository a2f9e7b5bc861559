package io.github.cfexporter.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cfexporter.settings.Deployment;
import io.github.cfexporter.settings.ReceiverHeaders;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.values.ProxyAddress;
import io.github.cfexporter.settings.values.Secret;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replaces every known secret in a text. Once hidden, a secret stays hidden, because a line about a
 * token may come after the token was changed.
 */
public final class Redaction {
  private static final Pattern PASSWORD_IN_JDBC_URL = Pattern.compile("(?i)password=([^&;\\s]+)");

  private final Set<String> hidden = new HashSet<>();
  private volatile Pattern secrets = Pattern.compile("(?!)"); // matches nothing

  /** From now on, hides these as well, plain and as part of a URL. */
  public synchronized void hide(Collection<Secret> more) {
    more.stream().map(Secret::reveal).forEach(this::hideForms);
    if (!hidden.isEmpty()) {
      secrets = Pattern.compile(hidden.stream()
          .sorted(Comparator.comparing(String::length).reversed()) // a part must not go first
          .map(Pattern::quote)
          .collect(Collectors.joining("|")));
    }
  }

  /** From now on, hides every secret of the settings, and what headers make of them. */
  public void hide(Settings settings) {
    hide(settings.secrets());
    hide(ReceiverHeaders.secrets(settings));
    settings
        .get(Deployment.BASIC_AUTH_USER)
        .flatMap(user -> settings
            .get(Deployment.BASIC_AUTH_PASSWORD)
            .map(password -> user + ":" + password.reveal()))
        .map(login -> Base64.getEncoder().encodeToString(login.getBytes(UTF_8)))
        .ifPresent(login -> hide(List.of(new Secret(login))));
  }

  private void hideForms(String secret) {
    hidden.add(secret);
    hidden.add(URLEncoder.encode(secret, UTF_8));
    if (secret.contains("@")) { // a proxy with a login
      hideLogin(secret);
    }
    if (secret.startsWith("jdbc:")) {
      Matcher password = PASSWORD_IN_JDBC_URL.matcher(secret);
      while (password.find()) {
        boolean isLong = password.group(1).length() >= Secret.SHORTEST;
        hidden.add(isLong ? password.group(1) : password.group()); // not out of every word
      }
    }
  }

  private void hideLogin(String url) {
    try {
      ProxyAddress proxy = ProxyAddress.parse(url);
      proxy.login().map(Secret::reveal).ifPresent(login -> {
        hidden.add(Base64.getEncoder().encodeToString(login.getBytes(UTF_8)));
        if (proxy.password().length() >= Secret.SHORTEST) {
          hidden.add(proxy.password());
        }
      });
    } catch (IllegalArgumentException e) {
      return; // another kind of secret
    }
  }

  /** The text with {@value Secret#MASK} in place of every secret. */
  public String of(String text) {
    return secrets.matcher(text).replaceAll(Matcher.quoteReplacement(Secret.MASK));
  }
}
