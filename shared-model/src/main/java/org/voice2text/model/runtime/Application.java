package org.voice2text.model.runtime;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voice2text.model.config.ExitCode;
import org.voice2text.model.config.StartupException;

/// The life of a process: `main` builds its parts, waits here until it is asked to stop (SIGTERM,
/// SIGINT), closes them, and the process ends with the code that the contract states. The shutdown
/// hook only wakes `main` and waits for it, so that everything is closed in one place and in one
/// order.
public final class Application {
  /// A process that cannot close its parts by then is ended all the same.
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(15);

  private static final Logger log = LoggerFactory.getLogger(Application.class);

  private final CountDownLatch stopAsked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile ExitCode exitCode = ExitCode.OK;

  private Application() {}

  /// What a process does from its start to its end.
  @FunctionalInterface
  public interface Body {
    void run(Application application) throws Exception;
  }

  /// Runs the body and ends the JVM.
  public static void run(Body body) {
    Application application = new Application();
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(application::onShutdown));
    application.exitCode = application.runBody(body);
    application.ended.countDown();
    System.exit(application.exitCode.code());
  }

  /// Returns when the process is asked to stop.
  public void awaitStop() throws InterruptedException {
    stopAsked.await();
  }

  private ExitCode runBody(Body body) {
    try {
      body.run(this);
      return ExitCode.OK;
    } catch (StartupException e) {
      // For the operator, as it stands; a stack trace would bury it.
      System.err.println(e.getMessage());
      return e.exitCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILURE;
    } catch (Throwable e) {
      // An Error too: the shutdown hook would otherwise wait for an end that never comes.
      log.error("The process ends because of a failure that nothing handled", e);
      return ExitCode.FAILURE;
    }
  }

  private void onShutdown() {
    stopAsked.countDown();
    try {
      if (!ended.await(STOP_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
        log.error("The process could not close its parts within {} s", STOP_DEADLINE.toSeconds());
        exitCode = ExitCode.FAILURE;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    // A signal would otherwise end the JVM with 128 + its number.
    Runtime.getRuntime().halt(exitCode.code());
  }
}
