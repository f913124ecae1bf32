package org.voice2text.sandbox.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.voice2text.sandbox.media.SilentVoice;
import org.voice2text.sandbox.telegram.Button;
import org.voice2text.sandbox.telegram.Chat;
import org.voice2text.sandbox.telegram.MediaKind;
import org.voice2text.sandbox.telegram.Message;
import org.voice2text.sandbox.telegram.Upload;
import org.voice2text.sandbox.telegram.User;
import org.voice2text.sandbox.telegram.World;

/// The people of a plan, and what each of them does next. Confined to one thread.
final class Crowd {
  private static final int REMEMBERED = 50;
  private static final List<String> WORDS =
      List.of("Hello", "Thanks", "What is this?", "Can you hear me", "Ok", "Спасибо", "Привет");

  private final World world;
  private final TrafficPlan plan;
  private final long botId;
  private final Random random;
  private final List<User> people = new ArrayList<>();
  private final List<byte[]> sent = new ArrayList<>();
  private long recordings;

  /// @param people those of earlier plans; more are added as needed
  Crowd(World world, TrafficPlan plan, long botId, List<User> people) {
    this.world = world;
    this.plan = plan;
    this.botId = botId;
    this.random = new Random(plan.seed());
    while (people.size() < plan.users()) {
      String language = people.size() % 3 == 2 ? "ru" : "en";
      people.add(world.addUser("Visitor " + (people.size() + 1), language));
    }
    this.people.addAll(people.subList(0, plan.users()));
  }

  /// @return what was done; nothing where somebody wanted to press a button and saw none
  Optional<Activity> act() {
    User user = people.get(random.nextInt(people.size()));
    Chat chat = world.privateChat(botId, user);
    Activity activity = choose();
    return switch (activity) {
      case VOICE -> recording(chat, user, MediaKind.VOICE, activity);
      case AUDIO -> recording(chat, user, MediaKind.AUDIO, activity);
      case VIDEO_NOTE -> recording(chat, user, MediaKind.VIDEO_NOTE, activity);
      case VIDEO -> recording(chat, user, MediaKind.VIDEO, activity);
      case DOCUMENT -> recording(chat, user, MediaKind.DOCUMENT, activity);
      case TEXT -> say(chat, user, WORDS.get(random.nextInt(WORDS.size())), activity);
      case COMMAND -> say(chat, user, command(chat, user), activity);
      case PRESS -> press(chat, user);
    };
  }

  private Activity choose() {
    int sum = plan.mix().values().stream().mapToInt(n -> n).sum();
    int left = random.nextInt(sum);
    for (Activity activity : Activity.values()) {
      left -= plan.mix().getOrDefault(activity, 0);
      if (left < 0) {
        return activity;
      }
    }
    throw new IllegalStateException("Nothing was chosen from " + Map.copyOf(plan.mix()));
  }

  private Optional<Activity> recording(Chat chat, User user, MediaKind kind, Activity activity) {
    int seconds = random.nextInt(plan.shortest(), plan.longest() + 1);
    Upload upload = Upload.of(kind, content(seconds), seconds);
    if (kind == MediaKind.AUDIO || kind == MediaKind.DOCUMENT) {
      upload = upload.named("recording.ogg").ofType("audio/ogg");
    }
    Message _ = world.sendFile(chat, user, upload);
    return Optional.of(activity);
  }

  private byte[] content(int seconds) {
    if (!sent.isEmpty() && random.nextDouble() < plan.repeats()) {
      return sent.get(random.nextInt(sent.size()));
    }
    byte[] content =
        SilentVoice.oggOpus(seconds, "traffic %d/%d".formatted(plan.seed(), recordings++));
    if (sent.size() < REMEMBERED) {
      sent.add(content);
    } else {
      sent.set(random.nextInt(REMEMBERED), content);
    }
    return content;
  }

  private Optional<Activity> say(Chat chat, User user, String text, Activity activity) {
    Message _ = world.sendText(chat, user, text);
    return Optional.of(activity);
  }

  private String command(Chat chat, User user) {
    List<String> names = new ArrayList<>();
    world.commands(botId, chat, user).forEach(it -> names.add(it.path("command").asText()));
    return "/" + (names.isEmpty() ? "start" : names.get(random.nextInt(names.size())));
  }

  private Optional<Activity> press(Chat chat, User user) {
    for (Message message : world.messages(chat).reversed()) {
      List<Button> buttons =
          message.buttons().stream().flatMap(List::stream).filter(it -> it.data() != null).toList();
      if (message.from().isBot() && !buttons.isEmpty()) {
        String _ = world.press(user, message, buttons.get(random.nextInt(buttons.size())));
        return Optional.of(Activity.PRESS);
      }
    }
    return Optional.empty();
  }
}
