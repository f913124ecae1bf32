package org.voice2text.monitoring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/// A mail server as providers have them: it takes nothing before STARTTLS, and nothing from a
/// stranger. Its certificate is its own.
final class FakeMail implements AutoCloseable {
  private static final String STORE_PASSWORD = "changeit";

  private final SMTPServer server;
  private final Path certificate;
  private final List<Mail> mails = new CopyOnWriteArrayList<>();

  /// One e-mail as it arrived.
  ///
  /// @param type of the only part that it has
  /// @param text of that part, with line feeds alone
  record Mail(String from, String to, String subject, String type, String text) {}

  private FakeMail(Path folder, SSLContext tls, String user, String password) {
    certificate = folder.resolve("certificate.pem");
    server =
        SMTPServer.port(0)
            .bindAddress(InetAddress.getLoopbackAddress())
            .startTlsSocketFactory(tls)
            .enableTLS()
            .requireTLS()
            .requireAuth()
            .authenticationHandlerFactory(
                new EasyAuthenticationHandlerFactory((name, secret, _) -> {
                  if (!name.equals(user) || !secret.equals(password)) {
                    throw new LoginFailedException("neither that name nor that password");
                  }
                }))
            .messageHandler((_, from, to, data) -> mails.add(read(from, to, data)))
            .build();
  }

  static FakeMail start(Path folder, String user, String password)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve("store.p12");
    keytool(
        store,
        "-genkeypair -alias mail -keyalg EC -dname CN=localhost -ext san=dns:localhost -validity 2");
    keytool(store, "-exportcert -rfc -alias mail -file " + folder.resolve("certificate.pem"));
    FakeMail mail = new FakeMail(folder, tls(store), user, password);
    mail.server.start();
    return mail;
  }

  String address() {
    return "localhost:" + server.getPortAllocated();
  }

  /// Who trusts it trusts this server.
  Path certificate() {
    return certificate;
  }

  List<Mail> mails() {
    return List.copyOf(mails);
  }

  @Override
  public void close() {
    server.stop();
  }

  private static void keytool(Path store, String arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ")));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", STORE_PASSWORD));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(store.resolveSibling("keytool").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
  }

  private static SSLContext tls(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(store)) {
      keys.load(in, STORE_PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, STORE_PASSWORD.toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    return tls;
  }

  private static Mail read(String from, String to, byte[] data) {
    try {
      MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(data));
      assertThat(message.getFrom()).extracting(Object::toString).containsExactly(from);
      assertThat(message.getAllRecipients()).extracting(Object::toString).containsExactly(to);
      Multipart parts = (Multipart) message.getContent();
      assertThat(parts.getCount()).isEqualTo(1);
      BodyPart part = parts.getBodyPart(0);
      return new Mail(
          from,
          to,
          message.getSubject(),
          part.getContentType(),
          part.getContent().toString().replace("\r\n", "\n"));
    } catch (IOException | MessagingException e) {
      throw new AssertionError("an e-mail that cannot be read", e);
    }
  }
}
