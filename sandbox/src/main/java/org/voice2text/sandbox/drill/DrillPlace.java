package org.voice2text.sandbox.drill;

import java.nio.file.Path;

/// Where a drill finds what it tries.
///
/// @param java the `java` program
/// @param project the project's folder, with the packaged jars
/// @param folder where databases, sockets and logs go
record DrillPlace(Path java, Path project, Path folder) {
  DrillPlace in(String name) {
    return new DrillPlace(java, project, folder.resolve(name));
  }
}
