package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.voice2text.sandbox.stage.AppProcess;

/// A real reverse proxy with the configuration of `examples/proxy`, in which addresses, certificate
/// and password are replaced and nothing else.
enum ReverseProxy {
  NGINX("nginx") {
    @Override
    AppProcess start(Path folder, Site site) throws IOException {
      Files.writeString(folder.resolve("htpasswd"), "me:{PLAIN}" + PASSWORD + "\n");
      String text =
          site.addressed(example("nginx.conf"))
              .replace("listen 443 ssl;", "listen 127.0.0.1:%d ssl;".formatted(site.port()))
              .replaceAll("/etc/letsencrypt/live/[^/]+/", folder + "/")
              .replace("/etc/nginx/voice2text.htpasswd", folder.resolve("htpasswd").toString());
      Files.writeString(folder.resolve("site.conf"), text);
      Files.writeString(folder.resolve("nginx.conf"), frame(folder));
      return run(folder, "-p", folder.toString(), "-c", folder.resolve("nginx.conf").toString());
    }
  },
  CADDY("caddy") {
    @Override
    AppProcess start(Path folder, Site site) throws IOException {
      String certificate =
          ":%d {\n\ttls %2$s/fullchain.pem %2$s/privkey.pem".formatted(site.port(), folder);
      String text =
          site.addressed(example("Caddyfile"))
              .replaceAll("(?m)^(\\S+\\.org) \\{$", "$1" + certificate);
      Files.writeString(
          folder.resolve("Caddyfile"),
          "{\n\tadmin off\n\tauto_https off\n\tskip_install_trust\n}\n" + text);
      return run(
          folder,
          "run",
          "--adapter",
          "caddyfile",
          "--config",
          folder.resolve("Caddyfile").toString());
    }
  };

  static final String USER = "me";
  static final String PASSWORD = "a-password";

  /// Of [#PASSWORD], as `caddy hash-password` makes it.
  private static final String HASH = "$2a$14$gDSLtNWXHTSdgN2jnrJHP.xkq2/CnDu0Ayz2IYC8ZI3kKaF4lLFUu";

  private final String program;

  ReverseProxy(String program) {
    this.program = program;
  }

  /// Starts it; it is ready some moments later.
  ///
  /// @param folder holds `fullchain.pem` and `privkey.pem`
  abstract AppProcess start(Path folder, Site site) throws IOException;

  /// @param port at which it listens, on the loopback
  record Site(int port, URI bot, URI grafana, URI dashboard) {
    String addressed(String text) {
      return text.replace("127.0.0.1:8080", bot.getAuthority())
          .replace("127.0.0.1:3000", grafana.getAuthority())
          .replace("127.0.0.1:8001", dashboard.getAuthority());
    }
  }

  AppProcess run(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(find(program));
    command.addAll(List.of(arguments));
    return AppProcess.start(
        program,
        command,
        Map.of("HOME", folder.toString(), "STATUS_PASSWORD_HASH", HASH),
        folder,
        folder.resolve("output"));
  }

  /// What Debian's own `nginx.conf` has around a site, in one process in the foreground.
  private static String frame(Path folder) {
    StringBuilder temporary = new StringBuilder();
    for (String name : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
      temporary.append("%s_temp_path %s;%n".formatted(name, folder.resolve(name)));
    }
    return """
    daemon off;
    master_process off;
    pid %1$s/pid;
    error_log stderr;
    events {}
    http {
    access_log off;
    %2$s
    include %1$s/site.conf;
    }
    """
        .formatted(folder, temporary);
  }

  private static String example(String name) throws IOException {
    return Files.readString(Path.of("..", "examples", "proxy", name));
  }

  /// Leaves the test out if a program is missing, but for CI, where it fails.
  private static String find(String program) {
    String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
    String message = program + " is missing; install Debian's package";
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseGet(() -> "true".equals(System.getenv("CI")) ? fail(message) : abort(message));
  }

  /// What curl says, with the code of the answer in a last line of its own.
  static String curl(Path certificate, Site site, String host, String path, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(find("curl"), "-sS", "--http1.1"));
    command.addAll(List.of("--max-time", "20", "-w", "\n%{http_code}"));
    command.addAll(List.of("--cacert", certificate.toString()));
    command.addAll(List.of("--resolve", "%s:%d:127.0.0.1".formatted(host, site.port())));
    command.addAll(List.of(more));
    command.add("https://%s:%d%s".formatted(host, site.port(), path));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return said;
  }
}
