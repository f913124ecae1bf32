package org.voice2text.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Modifier;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.meta.api.methods.botapimethods.PartialBotApiMethod;

/// Every method of the Bot API that the code calls has a name in the metrics; one that is missing
/// would be counted as `other`.
@Tag("slow")
class MethodNamesTest {
  /// Called without the library.
  private static final Set<String> BY_HAND = Set.of("getupdates", "file");

  @Test
  void everyMethodThatIsCalledIsNamed() throws Exception {
    Set<String> called = new TreeSet<>(BY_HAND);
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.voice2text.bot")) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        Class<?> target = dependency.getTargetClass().reflect();
        if (PartialBotApiMethod.class.isAssignableFrom(target)
            && !Modifier.isAbstract(target.getModifiers())) {
          Object path = target.getField("PATH").get(null);
          called.add(String.valueOf(path).toLowerCase(Locale.ROOT));
        }
      }
    }
    assertThat(TelegramHost.METHODS.stream().map(m -> m.toLowerCase(Locale.ROOT)))
        .containsExactlyInAnyOrderElementsOf(called);
  }
}
