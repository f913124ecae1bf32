package org.voice2text.sandbox.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.voice2text.sandbox.browser.Chromium;

/// The pictures of the documentation.
final class Picture {
  private static final Path FOLDER = Path.of("../docs/images");
  private static final int LARGEST = 200_000;

  private Picture() {}

  /// Keeps what the browser shows now.
  static void keep(Chromium browser, String name) throws IOException {
    byte[] picture = smaller(browser.screenshot());
    assertThat(picture.length).as("bytes of " + name).isLessThan(LARGEST);
    Files.write(Files.createDirectories(FOLDER).resolve(name + ".png"), picture);
  }

  /// The browser is in a hurry when it packs a picture.
  private static byte[] smaller(byte[] png) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam hard = writer.getDefaultWriteParam();
    hard.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    hard.setCompressionQuality(0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
      writer.write(null, new IIOImage(picture, null, null), hard);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
