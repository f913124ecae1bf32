package org.voice2text.bot.transcription.audio;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;

/// Brings mono samples from any rate to 16 kHz: a windowed-sinc low-pass evaluated at the output's
/// instants (Kaiser window, so that what lies above 8 kHz does not fold back into speech). The
/// output starts at the first input sample and lasts as long as the input: ceil(n × 16000 / rate)
/// samples. Confined to one thread.
final class Resampler implements PcmSink {
  private static final int ZERO_CROSSINGS = 16;
  private static final double ROLL_OFF = 0.9;
  private static final double KAISER_BETA = 8;
  private static final int OUTPUT = 4096;

  private final PcmSink sink;

  /// Output sample n lies at the input's instant n × step / phases.
  private final int step;

  private final int phases;
  private final int halfWidth;
  private final float[][] filters;
  private final short[] output = new short[OUTPUT];
  private int outputs;

  private float[] window;

  /// Index, in the whole input, of the first sample of the window.
  private long windowStart;

  private int filled;
  private long consumed;
  private long produced;

  Resampler(int rate, PcmSink sink) {
    this.sink = sink;
    int divisor = BigInteger.valueOf(rate).gcd(BigInteger.valueOf(WavWriter.RATE)).intValueExact();
    step = rate / divisor;
    phases = WavWriter.RATE / divisor;
    double cutoff = 0.5 * ROLL_OFF * Math.min(1, WavWriter.RATE / (double) rate);
    halfWidth = (int) Math.ceil(ZERO_CROSSINGS / (2 * cutoff));
    filters = new float[phases][];
    for (int phase = 0; phase < phases; phase++) {
      filters[phase] = filter(phase / (double) phases, cutoff, halfWidth);
    }
    window = new float[4 * halfWidth + OUTPUT];
    windowStart = -halfWidth;
    filled = halfWidth;
  }

  /// Weights of the input samples from `halfWidth - 1` before to `halfWidth` after an instant that
  /// lies `fraction` of a sample behind a sample. They add up to one.
  private static float[] filter(double fraction, double cutoff, int halfWidth) {
    double[] weights = new double[2 * halfWidth];
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      double x = k - (halfWidth - 1) - fraction;
      double angle = 2 * Math.PI * cutoff * x;
      double sinc = Math.abs(angle) < 1e-9 ? 1 : Math.sin(angle) / angle;
      double edge = Math.max(0, 1 - (x / halfWidth) * (x / halfWidth));
      weights[k] = sinc * bessel(KAISER_BETA * Math.sqrt(edge));
      sum += weights[k];
    }
    float[] filter = new float[weights.length];
    for (int k = 0; k < filter.length; k++) {
      filter[k] = (float) (weights[k] / sum);
    }
    return filter;
  }

  /// Modified Bessel function of the first kind and order zero, by its power series.
  private static double bessel(double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; term > 1e-12 * sum; k++) {
      term *= (x / (2 * k)) * (x / (2 * k));
      sum += term;
    }
    return sum;
  }

  @Override
  public void accept(short[] samples, int count)
      throws IOException, UndecodableAudioException, InterruptedException {
    consumed += count;
    append(samples, count);
  }

  private void append(short[] samples, int count)
      throws IOException, UndecodableAudioException, InterruptedException {
    for (int from = 0; from < count; ) {
      int length = Math.min(count - from, window.length - filled);
      for (int i = 0; i < length; i++) {
        window[filled + i] = samples[from + i];
      }
      filled += length;
      from += length;
      produce();
    }
  }

  /// Gives out what the end of the input still holds.
  void finish() throws IOException, UndecodableAudioException, InterruptedException {
    append(new short[halfWidth + 1], halfWidth + 1);
    flush();
  }

  private void produce() throws IOException, UndecodableAudioException, InterruptedException {
    while (true) {
      long at = produced * step / phases;
      int first = (int) (at - halfWidth + 1 - windowStart);
      if (at >= consumed || first + 2 * halfWidth > filled) {
        break;
      }
      float[] filter = filters[(int) (produced * step % phases)];
      float sum = 0;
      for (int k = 0; k < filter.length; k++) {
        sum += filter[k] * window[first + k];
      }
      emit(Math.round(sum));
      produced++;
    }
    forget();
  }

  private void forget() {
    long needed = produced * step / phases - halfWidth + 1;
    int drop = (int) Math.min(filled, needed - windowStart);
    if (drop > 0) {
      System.arraycopy(window, drop, window, 0, filled - drop);
      filled -= drop;
      windowStart += drop;
    }
  }

  private void emit(int sample)
      throws IOException, UndecodableAudioException, InterruptedException {
    output[outputs++] = (short) Math.clamp(sample, Short.MIN_VALUE, Short.MAX_VALUE);
    if (outputs == output.length) {
      flush();
    }
  }

  private void flush() throws IOException, UndecodableAudioException, InterruptedException {
    sink.accept(output, outputs);
    outputs = 0;
    Arrays.fill(output, (short) 0);
  }
}
