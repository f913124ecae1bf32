package org.voice2text.bot.telegram;

import java.io.IOException;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.voice2text.bot.telemetry.ApiCall;
import org.voice2text.model.runtime.Secrets;

/// Names each call to the Bot API for measurement, and keeps the token out of what a failed call
/// says.
final class TelegramCalls implements Interceptor {
  static final String SERVICE = "telegram";

  @Override
  public Response intercept(Chain chain) throws IOException {
    List<String> path = chain.request().url().pathSegments();
    String method = path.getFirst().equals("file") ? "file" : name(path.getLast());
    Request named =
        chain.request().newBuilder().tag(ApiCall.class, new ApiCall(SERVICE, method)).build();
    try {
      return chain.proceed(named);
    } catch (IOException e) {
      String message = e.getMessage();
      if (message == null || Secrets.mask(message).equals(message)) {
        throw e;
      }
      throw new IOException(e.getClass().getSimpleName() + ": " + Secrets.mask(message));
    }
  }

  /// The method as Telegram's documentation writes it: the library writes some in lower case, which
  /// Telegram does not mind, but the metrics do.
  static String name(String method) {
    return TelegramHost.METHODS.stream()
        .filter(method::equalsIgnoreCase)
        .findFirst()
        .orElse(method);
  }
}
