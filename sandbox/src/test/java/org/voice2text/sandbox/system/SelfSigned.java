package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Makes a certificate and its key, as proxies read them.
final class SelfSigned {
  private static final String PASSWORD = "changeit";

  private SelfSigned() {}

  /// Writes `fullchain.pem` and `privkey.pem`.
  static Path write(Path folder, String... hosts)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path certificate = folder.resolve("fullchain.pem");
    Path store = folder.resolve("store.p12");
    String names = "san=dns:" + String.join(",dns:", hosts);
    keytool(store, "-genkeypair", "-alias", "a", "-keyalg", "EC", "-dname", "CN=a", "-ext", names);
    keytool(store, "-exportcert", "-rfc", "-alias", "a", "-file", certificate.toString());
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    byte[] key = keys.getKey("a", PASSWORD.toCharArray()).getEncoded();
    Files.writeString(
        folder.resolve("privkey.pem"),
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)));
    return certificate;
  }

  private static void keytool(Path store, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
