package org.voice2text.bot.transcription;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The jobs that this process works on. Thread-safe.
final class RunningJobs {
  private final Set<Assignment> assignments = ConcurrentHashMap.newKeySet();

  Assignment begin(Job job) {
    Assignment assignment = new Assignment(job);
    assignments.add(assignment);
    return assignment;
  }

  void end(Assignment assignment) {
    assignments.remove(assignment);
    assignment.end();
  }

  List<Job> jobs() {
    return assignments.stream().map(Assignment::job).toList();
  }

  Optional<Assignment> find(long jobId) {
    return assignments.stream().filter(a -> a.job().id() == jobId).findFirst();
  }
}
