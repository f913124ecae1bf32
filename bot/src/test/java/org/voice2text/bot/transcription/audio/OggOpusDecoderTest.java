package org.voice2text.bot.transcription.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("slow")
class OggOpusDecoderTest {
  private static final short[] TONE = Tones.sine(440, 48_000, 24_000, 8_000);

  @Test
  void trimsTheEndByTheLastPageEvenWhenItDoesNotSayThatItIsTheLast() throws Exception {
    List<byte[]> pages = pages();
    byte[] last = pages.getLast();
    last[5] = 0;
    OggOpusFile.seal(last);

    assertThat(samples(OggOpusFile.join(pages))).isEqualTo(24_000);
  }

  @Test
  void readsAStreamThatWasCutOutOfALongerOne() throws Exception {
    List<byte[]> pages = pages();
    List<byte[]> cut = new ArrayList<>(pages);
    cut.remove(2);

    assertThat(samples(OggOpusFile.join(cut))).isEqualTo(24_000 - 10 * 960);
  }

  @Test
  void appliesTheGainOfTheHeader() throws Exception {
    byte[] halved = OggOpusFile.join(OggOpusFile.pages(TONE, 1, -1541, OggOpusFile.SERIAL));

    assertThat(level(halved) / level(OggOpusFile.join(pages()))).isBetween(0.49, 0.51);
  }

  @Test
  void passesOverAPictureInTheComments() throws Exception {
    List<byte[]> pages = pages();
    byte[] tags = OggOpusFile.tags(200_000);
    pages.remove(1);
    int at = 1;
    for (int from = 0; from < tags.length; from += 255 * 255) {
      byte[] body = Arrays.copyOfRange(tags, from, Math.min(tags.length, from + 255 * 255));
      byte[] lacing = new byte[body.length / 255 + (body.length % 255 == 0 ? 0 : 1)];
      Arrays.fill(lacing, (byte) 255);
      lacing[lacing.length - 1] = (byte) (body.length % 255 == 0 ? 255 : body.length % 255);
      int flags = from == 0 ? 0 : 1;
      pages.add(at, OggOpusFile.page(flags, -1, OggOpusFile.SERIAL, at, lacing, body));
      at++;
    }

    assertThat(samples(OggOpusFile.join(pages))).isEqualTo(24_000);
  }

  @Test
  void refusesAChainedFile() {
    byte[] one = OggOpusFile.join(pages());
    refuses(
        OggOpusFile.join(List.of(one, one)),
        "A second stream starts at byte %d; one stream can be read".formatted(one.length));
  }

  @Test
  void refusesASecondStreamBetweenThePages() {
    List<byte[]> pages = pages();
    pages.add(2, OggOpusFile.page(0, 0, 77, 0, List.of(new byte[] {1})));
    int at = pages.get(0).length + pages.get(1).length;
    refuses(
        OggOpusFile.join(pages),
        "There is a second stream in it, at byte %d; one stream can be read".formatted(at));
  }

  @Test
  void refusesAFileThatIsCutOff() {
    byte[] file = OggOpusFile.join(pages());
    List<byte[]> pages = pages();
    int last = file.length - pages.getLast().length;
    refuses(
        Arrays.copyOf(file, file.length - 1),
        "The file is cut off inside the Ogg page at byte " + last);
    refuses(
        Arrays.copyOf(file, last + 5), "The file is cut off inside the Ogg page at byte " + last);
  }

  @Test
  void refusesADamagedPage() {
    byte[] file = OggOpusFile.join(pages());
    file[file.length - 3] ^= 4;
    int last = file.length - pages().getLast().length;
    refuses(file, "The Ogg page at byte %d is damaged: its check sum does not fit".formatted(last));
  }

  @Test
  void refusesMoreChannelsThanTwo() {
    List<byte[]> pages = pages();
    pages.set(
        0,
        OggOpusFile.page(
            OggOpusFile.FIRST, 0, OggOpusFile.SERIAL, 0, List.of(OggOpusFile.head(6, 0))));
    refuses(
        OggOpusFile.join(pages),
        "It has 6 channels in mapping 0; mono and stereo of mapping 0 can be read");
  }

  @Test
  void refusesAPacketThatIsNotOpus() {
    List<byte[]> pages = pages();
    int at = pages.get(0).length + pages.get(1).length;
    pages.add(2, OggOpusFile.page(0, 960, OggOpusFile.SERIAL, 2, List.of(new byte[] {3, 0x7f})));
    refuses(
        OggOpusFile.join(pages),
        "A packet of the Ogg page at byte %d is not valid Opus".formatted(at));
  }

  /// Half of the mutations get a right check sum, so that they reach the decoder of the packets.
  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void meetsDamageOfAnyKindWithNothingButItsOwnException() throws Exception {
    var random = new Random(20_261_121);
    List<byte[]> pages =
        OggOpusFile.pages(Tones.sine(300, 48_000, 9_600, 9_000), 1, 0, OggOpusFile.SERIAL);
    int refused = 0;
    int accepted = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] file = mutate(pages, random);
      try {
        assertThat(samples(file)).isBetween(0, 48_000 * 60);
        accepted++;
      } catch (UndecodableAudioException e) {
        assertThat(e).hasMessageMatching("[A-Z][^\n]{10,199}");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(5_000);
    assertThat(accepted).isGreaterThan(500);
  }

  private static byte[] mutate(List<byte[]> pages, Random random) {
    List<byte[]> mutated = new ArrayList<>(pages);
    int victim = random.nextInt(pages.size());
    byte[] page = pages.get(victim).clone();
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      page[random.nextInt(page.length)] = (byte) random.nextInt(256);
    }
    if (random.nextBoolean()) {
      OggOpusFile.seal(page);
    }
    mutated.set(victim, page);
    if (random.nextInt(10) == 0) {
      mutated.remove(random.nextInt(mutated.size()));
    }
    byte[] file = OggOpusFile.join(mutated);
    return random.nextInt(10) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file;
  }

  /// Twenty megabytes that claim to be the densest possible silence stop at the sink's bound, with
  /// no more than a page in memory.
  @Test
  void readsAsAStream() {
    var source = new EndlessPackets();
    assertThatThrownBy(() ->
            OggOpusDecoder.decode(
                source,
                (_, count) -> {
                  source.taken += count;
                  if (source.taken > 48_000 * 600) {
                    throw new UndecodableAudioException("enough");
                  }
                }))
        .isInstanceOf(UndecodableAudioException.class)
        .hasMessage("enough");
    assertThat(source.given).isLessThan(200_000);
  }

  /// One packet of 20 ms over and over, for ever.
  private static final class EndlessPackets extends InputStream {
    private final byte[] page =
        OggOpusFile.page(
            0,
            0,
            OggOpusFile.SERIAL,
            2,
            java.util.Collections.nCopies(255, new byte[] {(byte) 0xf8, (byte) 0xff, (byte) 0xfe}));
    private byte[] current = OggOpusFile.join(pages().subList(0, 2));
    private int at;
    private long given;
    private long taken;

    @Override
    public int read() {
      throw new UnsupportedOperationException("The decoder reads blocks");
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (at == current.length) {
        current = page;
        at = 0;
      }
      int count = Math.min(length, current.length - at);
      System.arraycopy(current, at, target, offset, count);
      at += count;
      given += count;
      return count;
    }
  }

  private static List<byte[]> pages() {
    return OggOpusFile.pages(TONE, 1, 0, OggOpusFile.SERIAL);
  }

  private static void refuses(byte[] file, String message) {
    assertThatThrownBy(() -> samples(file))
        .isInstanceOf(UndecodableAudioException.class)
        .hasMessage(message);
  }

  private static int samples(byte[] file) throws Exception {
    int[] total = new int[1];
    OggOpusDecoder.decode(new ByteArrayInputStream(file), (_, count) -> total[0] += count);
    return total[0];
  }

  private static double level(byte[] file) throws Exception {
    double[] sum = new double[1];
    OggOpusDecoder.decode(
        new ByteArrayInputStream(file),
        (samples, count) -> sum[0] += Math.pow(Tones.rms(samples, 0, count), 2) * count);
    return Math.sqrt(sum[0]);
  }
}
