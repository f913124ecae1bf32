package org.voice2text.sandbox.fault;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.voice2text.sandbox.record.Json;

/// Answers one HTTP call, well or badly. Thread-safe.
public final class FaultyExchange {
  private static final Reply PAGE =
      new Reply(
          200,
          "text/html",
          Map.of(),
          "<html><head><title>Gateway</title></head><body><h1>It works!</h1></body></html>"
              .getBytes(StandardCharsets.UTF_8));

  private final Faults faults;
  private final ErrorShape shape;

  /// How a target says no.
  @FunctionalInterface
  public interface ErrorShape {
    /// @param retryAfter seconds, for 429
    Reply error(int status, OptionalInt retryAfter);
  }

  public FaultyExchange(Faults faults, ErrorShape shape) {
    this.faults = faults;
    this.shape = shape;
  }

  /// Answers a call under its fault.
  ///
  /// @param call what the call does and would answer; not run by faults that come before any effect
  /// @param sent told the answer before the caller can see it; nothing when the connection breaks
  public void answer(Context ctx, Fault fault, Supplier<Reply> call, Consumer<Optional<Reply>> sent)
      throws IOException, InterruptedException {
    Optional<Reply> reply =
        switch (fault) {
          case Fault.TooManyRequests f ->
              Optional.of(shape.error(429, OptionalInt.of(f.retryAfterSeconds())));
          case Fault.HttpError f -> Optional.of(shape.error(f.status(), OptionalInt.empty()));
          case Fault.Revoked _ -> Optional.of(shape.error(401, OptionalInt.empty()));
          case Fault.Slow f -> {
            faults.sleep(f.delay());
            yield Optional.of(call.get());
          }
          case Fault.Hang _ -> {
            faults.hang();
            yield Optional.of(call.get());
          }
          case Fault.Closed _ -> Optional.empty();
          case Fault.CutHalfway _ -> {
            writeHalf(ctx, call.get());
            yield Optional.empty();
          }
          case Fault.WrongBody _ -> Optional.of(PAGE);
          case Fault.WrongJson _ ->
              Optional.of(Reply.json(200, Json.object().put("hello", "world")));
          case Fault.EmptyBody _ ->
              Optional.of(new Reply(200, "application/json", Map.of(), new byte[0]));
          case Fault.RepeatedUpdates _, Fault.UnparsableUpdate _ -> Optional.of(call.get());
        };
    sent.accept(reply);
    if (reply.isPresent()) {
      reply.get().writeTo(ctx);
    } else {
      breakConnection(ctx);
    }
  }

  private static void writeHalf(Context ctx, Reply reply) throws IOException {
    HttpServletResponse response = ctx.res();
    response.setStatus(reply.status());
    response.setContentType(reply.contentType());
    response.setContentLength(reply.body().length);
    response.getOutputStream().write(reply.body(), 0, reply.body().length / 2);
    response.flushBuffer();
  }

  /// Closes the socket under the server's hands, without the rest of HTTP's good manners.
  private static void breakConnection(Context ctx) {
    ServletContextRequest.getServletContextRequest(ctx.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close();
  }
}
